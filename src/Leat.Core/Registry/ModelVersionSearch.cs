namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>model-versions/search</c>.</summary>
public static class ModelVersionSearch
{
    /// <summary>The registered model's name.</summary>
    public static AttributeField<ModelVersion> Name { get; } = new("name", version => version.Name);

    /// <summary>Where the model came from; only for filters.</summary>
    public static AttributeField<ModelVersion> SourcePath { get; } = new("source_path", version => version.Source) { IsSortable = false };

    /// <summary>The run that made it; only for filters.</summary>
    public static AttributeField<ModelVersion> RunId { get; } =
        new("run_id", version => version.RunId) { TakesLists = true, RefusesNotIn = true, IsSortable = false };

    /// <summary>The version's number.</summary>
    public static AttributeField<ModelVersion> VersionNumber { get; } =
        new("version_number", version => version.Version) { TakesQuotedNumbers = true };

    /// <summary>Unix milliseconds; only for orders.</summary>
    public static AttributeField<ModelVersion> CreationTimestamp { get; } =
        new("creation_timestamp", version => version.CreationTimestampMs) { IsSearchable = false };

    /// <summary>Unix milliseconds; only for orders.</summary>
    public static AttributeField<ModelVersion> LastUpdatedTimestamp { get; } =
        new("last_updated_timestamp", version => version.LastUpdatedTimestampMs) { IsSearchable = false };

    /// <summary>Every attribute of model versions.</summary>
    public static IReadOnlyList<AttributeField<ModelVersion>> Attributes { get; } =
        [Name, SourcePath, RunId, VersionNumber, CreationTimestamp, LastUpdatedTimestamp];

    internal static SearchGrammar Grammar { get; } = RegistryGrammar.Shared with
    {
        Attributes = Attributes,
        UsualOrder = [new OrderTerm(LastUpdatedTimestamp, Ascending: false)],
        TieBreaks = [new OrderTerm(Name, Ascending: true), new OrderTerm(VersionNumber, Ascending: false)],
    };

    /// <summary>Parses a filter.</summary>
    /// <param name="filter">Clauses joined by AND; null or empty for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language. The message begins like MLflow's
    /// and continues with the position, what was found and what was expected.</exception>
    public static SearchFilter<ModelVersion> ParseFilter(string? filter) => Grammar.ParseFilter<ModelVersion>(filter);

    /// <summary>Parses an order. Ties go by name, then the higher number comes first. Without terms, those updated last come first.</summary>
    /// <param name="orderBy">Attributes, each with an optional direction; null or empty for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice.</exception>
    public static SearchOrder<ModelVersion> ParseOrderBy(IReadOnlyList<string>? orderBy) => Grammar.ParseOrderBy<ModelVersion>(orderBy);
}
