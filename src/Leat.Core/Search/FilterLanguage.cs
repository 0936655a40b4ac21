namespace Leat.Core.Search;

/// <summary>How much a filter over runs may say.</summary>
public enum FilterLanguage
{
    /// <summary>MLflow's: comparisons joined by AND.</summary>
    Mlflow,

    /// <summary>Leat's: also OR, NOT and parentheses, and parts of metrics (<c>metrics.loss.min</c>). NOT binds tighter than AND, AND tighter than
    /// OR.</summary>
    Boolean,
}
