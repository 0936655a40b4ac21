using System.Globalization;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Traces.Measures;

/// <summary>Writes the statement of a measurement: the dimensions, the time first, and then either a count and a sum or, if values are needed, a
/// value and its count.</summary>
internal sealed class MeasureSql(SqlSyntax syntax, SearchNames names, TraceMetricQuery query)
{
    private const long NanosPerSecond = 1_000_000_000;
    private const long NanosPerMs = 1_000_000;
    private const long MsPerSecond = 1_000;

    private static readonly NamedField TraceName = SearchField.Tag(TraceKeys.Name);

    private readonly SqlText _text = new(syntax);
    private readonly TraceMetric _metric = query.Metric;

    public object?[] Arguments => _text.Arguments;

    /// <summary>The numbers of the names that it mentions.</summary>
    public SearchNames Names => names;

    /// <summary>Whether sums do not do: percentiles need values, and values of assessments are texts.</summary>
    public bool NeedsValues => IsOfTexts(_metric) || query.Aggregations.Any(aggregation => aggregation.Type == TraceAggregationType.Percentile);

    /// <summary>The names that the statement mentions.</summary>
    public static IEnumerable<SearchField> NamesOf(TraceMetricQuery query) => query.Filters.Select(NameOf).OfType<SearchField>().Append(TraceName);

    /// <summary>Whether the values of a metric are stored as texts.</summary>
    public static bool IsOfTexts(TraceMetric metric) => metric is { View: TraceMetricView.Assessments, Name: "assessment_value" };

    /// <summary>How many units of a stored value make one of the metric.</summary>
    public static double UnitOf(TraceMetric metric) => metric is { View: TraceMetricView.Spans, Name: "latency" } ? NanosPerMs : 1;

    /// <summary>How many units of a stored time make a millisecond.</summary>
    public static long TimeUnitOf(TraceMetric metric) => metric.View == TraceMetricView.Spans ? NanosPerMs : 1;

    /// <summary>The statement; null if nothing can match.</summary>
    public string? Write(IReadOnlyList<long> experiments) => Write(experiments, query.StartTimeMs, query.EndTimeMs);

    /// <summary>The statement for traces of other times than the request's; null if nothing can match.</summary>
    public string? Write(IReadOnlyList<long> experiments, long? startMs, long? endMs)
    {
        var dimensions = query.Dimensions.Select(Dimension).ToList();
        if (query.TimeIntervalSeconds is { } interval)
            dimensions.Insert(0, Bucket(interval));
        var where = Where(experiments, startMs, endMs, dimensions);
        if (where is null)
            return null;
        var columns = Enumerable.Range(0, dimensions.Count).Select(i => $"m.d{i}").ToList();
        var inner = dimensions.Select((dimension, i) => $"{dimension} AS d{i}").Append($"{Value()} AS v");
        var from = $"FROM (SELECT {string.Join(", ", inner)} FROM {From()} WHERE {where}) m";
        var groups = string.Join(", ", NeedsValues ? columns.Append("m.v") : columns);
        var selected = NeedsValues ? "m.v, COUNT(*)" : "COUNT(*), COALESCE(SUM(m.v), 0)";
        var select = $"SELECT {string.Join(", ", columns.Append(selected))} {from}";
        if (groups.Length == 0)
            return select;
        return NeedsValues
            ? $"{select} GROUP BY {groups} ORDER BY {groups}"
            : $"{select} GROUP BY {groups} {syntax.First(query.MaxResults, groups)}";
    }

    private static SearchField? NameOf(TraceMetricFilter filter) => filter.Field switch
    {
        TraceMetricFilterField.TraceTag => SearchField.Tag(filter.Key),
        TraceMetricFilterField.TraceMetadata => new NamedField(SearchEntity.Metadata, filter.Key),
        TraceMetricFilterField.AssessmentName => new NamedField(SearchEntity.Feedback, filter.Value),
        _ => null,
    };

    /// <summary>Whether assessments alone tell: they name their experiment.</summary>
    private bool StandsAlone => _metric.View == TraceMetricView.Assessments && query.StartTimeMs is null && query.EndTimeMs is null
        && !query.Filters.Any(filter => filter.Field is TraceMetricFilterField.TraceStatus or TraceMetricFilterField.TraceTag or TraceMetricFilterField.TraceMetadata);

    private string From()
    {
        var from = _metric.View switch
        {
            TraceMetricView.Spans => $"traces t {syntax.OrderedJoin} span_figures f ON f.trace = t.id",
            TraceMetricView.Assessments => StandsAlone ? "assessments a" : $"traces t {syntax.OrderedJoin} assessments a ON a.trace = t.id",
            _ => "traces t",
        };
        if (query.Dimensions.Contains("trace_name"))
            from += " JOIN trace_tags x ON x.trace = t.id";
        if (query.Dimensions.Contains("assessment_name"))
            from += " JOIN names n ON n.id = a.name";
        return from;
    }

    private string? Where(IReadOnlyList<long> experiments, long? startMs, long? endMs, List<string> dimensions)
    {
        var column = StandsAlone ? "a.experiment" : "t.experiment_id";
        var where = new List<string>
        {
            experiments.Count == 1
                ? $"{column} = {_text.Parameter(experiments[0])}"
                : syntax.InList(column, _text.Parameter(syntax.ListOf(experiments))),
        };
        if (startMs is { } start)
            where.Add($"t.timestamp_ms >= {_text.Parameter(start)}");
        if (endMs is { } end)
            where.Add($"t.timestamp_ms <= {_text.Parameter(end)}");
        if (query.Dimensions.Contains("trace_name"))
        {
            if (names[TraceName] is not { } name)
                return null;
            where.Add($"x.name = {_text.Parameter(name)}");
        }

        where.AddRange(dimensions.Where(dimension => dimension is "f.model" or "f.provider").Select(dimension => $"{dimension} IS NOT NULL"));
        where.AddRange(HasValue());
        foreach (var filter in query.Filters)
        {
            if (Compare(filter) is not { } condition)
                return null;
            where.Add(condition);
        }

        return SqlText.And(where);
    }

    /// <summary>The condition of a filter; null if nothing satisfies it.</summary>
    private string? Compare(TraceMetricFilter filter) => filter.Field switch
    {
        TraceMetricFilterField.TraceStatus => TraceStates.TryParse(filter.Value, out var state) ? $"t.state = {Number((long)state)}" : null,
        TraceMetricFilterField.TraceTag => HasEntry("trace_tags", filter),
        TraceMetricFilterField.TraceMetadata => HasEntry("trace_metadata", filter),
        TraceMetricFilterField.SpanName => $"f.name = {_text.Parameter(filter.Value)}",
        TraceMetricFilterField.SpanType => $"f.type = {_text.Parameter(filter.Value)}",
        TraceMetricFilterField.SpanStatus => filter.Value switch
        {
            "UNSET" => "f.status = 0",
            "OK" => "f.status = 1",
            "ERROR" => "f.status = 2",
            _ => null,
        },
        TraceMetricFilterField.AssessmentName => names[NameOf(filter)!] is { } name ? $"a.name = {_text.Parameter(name)}" : null,
        TraceMetricFilterField.AssessmentType => filter.Value switch
        {
            "feedback" => "a.kind = 0",
            "expectation" => "a.kind = 1",
            "issue" => "a.kind = 2",
            _ => null,
        },
        _ => throw new NotSupportedException($"There is no SQL for {filter.Field}."),
    };

    private string? HasEntry(string table, TraceMetricFilter filter) => names[NameOf(filter)!] is { } name
        ? $"EXISTS (SELECT 1 FROM {table} y WHERE y.trace = t.id AND y.name = {_text.Parameter(name)} AND y.value = {_text.Parameter(filter.Value)})"
        : null;

    private static string Dimension(string name) => name switch
    {
        "trace_name" => "x.value",
        "trace_status" => TraceFilterSql.StateName,
        "span_name" => "f.name",
        "span_type" => "f.type",
        "span_status" => "CASE f.status WHEN 1 THEN 'OK' WHEN 2 THEN 'ERROR' ELSE 'UNSET' END",
        "span_model_name" => "f.model",
        "span_model_provider" => "f.provider",
        "assessment_name" => "n.name",
        "assessment_value" => "a.value",
        _ => throw new NotSupportedException($"There is no SQL for the dimension {name}."),
    };

    /// <summary>The beginning of the piece of time that something lies in, in its own unit; also right before 1970, where remainders are
    /// negative.</summary>
    private string Bucket(long seconds)
    {
        var (time, length) = _metric.View switch
        {
            TraceMetricView.Spans => ("f.start_ns", Number(seconds * NanosPerSecond)),
            TraceMetricView.Assessments => ("a.created_ms", Number(seconds * MsPerSecond)),
            _ => ("t.timestamp_ms", Number(seconds * MsPerSecond)),
        };
        return $"{time} - (({time} % {length}) + {length}) % {length}";
    }

    /// <summary>What is counted or added up.</summary>
    private string Value() => (_metric.View, _metric.Name) switch
    {
        (TraceMetricView.Traces, "latency") => "t.duration_ms",
        (TraceMetricView.Spans, "latency") => $"(f.end_ns - f.start_ns) - (f.end_ns - f.start_ns) % {Number(NanosPerMs)}",
        (TraceMetricView.Assessments, "assessment_value") => "a.value",
        (TraceMetricView.Traces, "cache_read_input_tokens") => "t.cache_read_tokens",
        (TraceMetricView.Traces, "cache_creation_input_tokens") => "t.cache_creation_tokens",
        (TraceMetricView.Traces, "input_tokens" or "output_tokens" or "total_tokens") => $"t.{_metric.Name}",
        (TraceMetricView.Spans, "input_cost" or "output_cost" or "total_cost") => $"f.{_metric.Name}",
        _ => "0",
    };

    /// <summary>What is measured has a value. Those of assessments that are numbers, or count as such, are compared as JSON: a number begins with
    /// a digit or a minus.</summary>
    private IEnumerable<string> HasValue() => Value() switch
    {
        "0" => [],
        "a.value" => ["a.value IN ('true', 'false', '\"yes\"', '\"no\"') OR (a.value >= '-' AND a.value < ':')"],
        "t.duration_ms" => ["t.duration_ms IS NOT NULL"],
        var value when _metric.Name == "latency" => value.Length > 0 ? ["f.end_ns IS NOT NULL"] : [],
        var value => [$"{value} IS NOT NULL"],
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
