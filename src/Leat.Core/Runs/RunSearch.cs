using System.Collections.Frozen;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>runs/search</c>.</summary>
public static class RunSearch
{
    private const string ContextTag = "mlflow.data.context";

    /// <summary>The run's id.</summary>
    public static AttributeField<Run> RunId { get; } = new("run_id", run => run.Info.RunId) { TakesLists = true };

    /// <summary>The run's name.</summary>
    public static AttributeField<Run> RunName { get; } =
        new("run_name", run => run.Info.RunName) { FilterAliases = ["run name", "Run name", "Run Name"] };

    /// <summary>The status by name.</summary>
    public static AttributeField<Run> Status { get; } = new("status", run => run.Info.Status.WireName());

    /// <summary>Who made the run.</summary>
    public static AttributeField<Run> UserId { get; } = new("user_id", run => run.Info.UserId);

    /// <summary>Where the run's files lie.</summary>
    public static AttributeField<Run> ArtifactUri { get; } = new("artifact_uri", run => run.Info.ArtifactUri);

    /// <summary>Unix milliseconds.</summary>
    public static AttributeField<Run> StartTime { get; } = new("start_time", run => run.Info.StartTimeMs) { Aliases = ["created", "Created"] };

    /// <summary>Unix milliseconds; missing while the run is in progress.</summary>
    public static AttributeField<Run> EndTime { get; } = new("end_time", run => run.Info.EndTimeMs);

    /// <summary>The name of a dataset that the run used.</summary>
    public static AttributeField<Run> DatasetName { get; } =
        new(SearchEntity.Dataset, "name", run => run.Inputs.Datasets.Select(input => input.Dataset.Name)) { TakesLists = true };

    /// <summary>The digest of a dataset that the run used.</summary>
    public static AttributeField<Run> DatasetDigest { get; } =
        new(SearchEntity.Dataset, "digest", run => run.Inputs.Datasets.Select(input => input.Dataset.Digest)) { TakesLists = true };

    /// <summary>What the run used a dataset for.</summary>
    public static AttributeField<Run> DatasetContext { get; } =
        new(SearchEntity.Dataset, "context", run => run.Inputs.Datasets.Select(input => FieldReader<Run>.Tag(input.Tags, ContextTag).Value as string))
        {
            TakesLists = true,
        };

    /// <summary>Every attribute of runs.</summary>
    public static IReadOnlyList<AttributeField<Run>> Attributes { get; } =
        [RunId, RunName, Status, UserId, ArtifactUri, StartTime, EndTime, DatasetName, DatasetDigest, DatasetContext];

    /// <summary>The first tie-break.</summary>
    public static OrderTerm NewestFirst { get; } = new(StartTime, Ascending: false);

    internal static SearchGrammar Grammar { get; } = new()
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
        Attributes = Attributes,
        SortableEntities = [SearchEntity.Attribute, SearchEntity.Metric, SearchEntity.Param, SearchEntity.Tag],
        TieBreaks = [NewestFirst, new OrderTerm(RunId, Ascending: true)],
        NoListMessage = "Only the 'run_id' attribute supports comparison with a list of quoted string values.",
        ComparatorsInAnyCase = true,
        QuotesInvalidTokens = true,
        PresenceEntities = [SearchEntity.Param, SearchEntity.Tag],
        TreeCall = "POST /api/leat/1.0/runs/search",
    };

    /// <summary>The grammar of Leat's own calls.</summary>
    private static SearchGrammar BooleanGrammar { get; } = Grammar with { HasMetricParts = true };

    internal static FieldReader<Run> Values { get; } = new((run, field) => field.Entity switch
    {
        SearchEntity.Metric => Metric(run, field.Key),
        SearchEntity.Param => Param(run, field.Key),
        _ => FieldReader<Run>.Tag(run.Data.Tags, field.Key),
    });

    /// <summary>Parses a filter.</summary>
    /// <param name="filter">Null or empty for none.</param>
    /// <param name="language">The language that it may use.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language. The message begins like MLflow's
    /// and continues with the position, what was found and what was expected.</exception>
    public static SearchFilter<Run> ParseFilter(string? filter, FilterLanguage language = FilterLanguage.Mlflow) =>
        GrammarOf(language).ParseFilter<Run>(filter, language);

    /// <summary>Parses an order. Ties go by start time, newest first, then by run id.</summary>
    /// <param name="orderBy">Fields, each with an optional direction; null or empty for none.</param>
    /// <param name="language">The language that it may use.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice.</exception>
    public static SearchOrder<Run> ParseOrderBy(IReadOnlyList<string>? orderBy, FilterLanguage language = FilterLanguage.Mlflow) =>
        GrammarOf(language).ParseOrderBy<Run>(orderBy);

    /// <summary>The terms, followed by the tie-breaks.</summary>
    public static IReadOnlyList<OrderTerm> WithTieBreaks(IReadOnlyList<OrderTerm> terms) => Grammar.WithTieBreaks(terms);

    private static SearchGrammar GrammarOf(FilterLanguage language) => language == FilterLanguage.Boolean ? BooleanGrammar : Grammar;

    private static OrderValue Metric(Run run, string key)
    {
        foreach (var metric in run.Data.Metrics)
        {
            if (metric.Key == key)
                return OrderValue.Of(metric.Value);
        }

        return OrderValue.Missing;
    }

    private static OrderValue Param(Run run, string key)
    {
        foreach (var param in run.Data.Params)
        {
            if (param.Key == key)
                return OrderValue.Of(param.Value);
        }

        return OrderValue.Missing;
    }
}
