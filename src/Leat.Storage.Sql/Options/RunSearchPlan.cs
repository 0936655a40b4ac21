namespace Leat.Storage.Sql;

/// <summary>How a search over runs is carried out.</summary>
internal enum RunSearchPlan
{
    /// <summary>Test every run and sort the matches.</summary>
    FullSort,

    /// <summary>Follow the order through its index and stop when the page is full: good if many runs match.</summary>
    OrderScan,

    /// <summary>Use the access path of the condition that the fewest runs satisfy and sort the matches: good if few runs match.</summary>
    ConditionScan,
}
