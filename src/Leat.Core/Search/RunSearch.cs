using System.Collections.Frozen;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>runs/search</c>.</summary>
public static class RunSearch
{
    private static readonly FieldRule RunName = new("run_name", FieldType.Text);
    private static readonly FieldRule RunNameAlias = RunName with { IsSortable = false };
    private static readonly FieldRule StartTime = new("start_time", FieldType.Number);

    internal static readonly SearchGrammar Grammar = new()
    {
        Entities = new Dictionary<string, SearchEntity>
        {
            ["metric"] = SearchEntity.Metric,
            ["metrics"] = SearchEntity.Metric,
            ["parameter"] = SearchEntity.Param,
            ["parameters"] = SearchEntity.Param,
            ["param"] = SearchEntity.Param,
            ["params"] = SearchEntity.Param,
            ["tag"] = SearchEntity.Tag,
            ["tags"] = SearchEntity.Tag,
            ["attribute"] = SearchEntity.Attribute,
            ["attributes"] = SearchEntity.Attribute,
            ["attr"] = SearchEntity.Attribute,
            ["run"] = SearchEntity.Attribute,
            ["dataset"] = SearchEntity.Dataset,
            ["datasets"] = SearchEntity.Dataset,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        ValidEntities = "Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
        Attributes = new Dictionary<string, FieldRule>
        {
            ["run_id"] = new("run_id", FieldType.Text, TakesLists: true),
            ["run_name"] = RunName,
            ["run name"] = RunNameAlias,
            ["Run name"] = RunNameAlias,
            ["Run Name"] = RunNameAlias,
            ["status"] = new("status", FieldType.Text),
            ["user_id"] = new("user_id", FieldType.Text),
            ["artifact_uri"] = new("artifact_uri", FieldType.Text),
            ["start_time"] = StartTime,
            ["created"] = StartTime,
            ["Created"] = StartTime,
            ["end_time"] = new("end_time", FieldType.Number),
        }.ToFrozenDictionary(StringComparer.Ordinal),
        DatasetFields = new Dictionary<string, FieldRule>
        {
            ["name"] = new("name", FieldType.Text, TakesLists: true),
            ["digest"] = new("digest", FieldType.Text, TakesLists: true),
            ["context"] = new("context", FieldType.Text, TakesLists: true),
        }.ToFrozenDictionary(StringComparer.Ordinal),
        SortableEntities = [SearchEntity.Attribute, SearchEntity.Metric, SearchEntity.Param, SearchEntity.Tag],
        NoListMessage = "Only the 'run_id' attribute supports comparison with a list of quoted string values.",
        ComparatorsInAnyCase = true,
        QuotesInvalidTokens = true,
    };

    private static readonly OrderTerm ById = new(SearchEntity.Attribute, "run_id", Ascending: true);

    /// <summary>What decides first between equals.</summary>
    public static OrderTerm NewestFirst { get; } = new(SearchEntity.Attribute, "start_time", Ascending: false);

    /// <summary>Parses a filter. Attribute keys come out canonical: <c>run_id</c>, <c>run_name</c>, <c>status</c>, <c>user_id</c>,
    /// <c>artifact_uri</c>, <c>start_time</c>, <c>end_time</c>; dataset keys <c>name</c>, <c>digest</c>, <c>context</c>.</summary>
    /// <param name="filter">Null, empty or blank for none.</param>
    /// <param name="language">What it may say.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language. The message begins
    /// as MLflow's and goes on with the position, what was found and what was expected.</exception>
    public static SearchFilter<Run> ParseFilter(string? filter, FilterLanguage language = FilterLanguage.Mlflow) =>
        Grammar.ParseFilter<Run>(filter, language);

    /// <summary>Parses order terms.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice.</exception>
    public static SearchOrder<Run> ParseOrderBy(IReadOnlyList<string>? orderBy) => Grammar.ParseOrderBy<Run>(orderBy, WithTieBreaks);

    /// <summary>The terms and, behind them, what decides between equals: start time, newest first, then run id.</summary>
    public static IReadOnlyList<OrderTerm> WithTieBreaks(IReadOnlyList<OrderTerm> terms) =>
        SearchGrammar.WithTieBreaks(terms, NewestFirst, ById);

    /// <summary>Whether a term goes by a time: Unix milliseconds.</summary>
    internal static bool IsTime(OrderTerm term) => term is { Entity: SearchEntity.Attribute, Key: "start_time" or "end_time" };
}
