using System.Numerics;
using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.TraceHours;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Traces.Measures;

/// <summary>Points of hours that have been added up, and of rows where there are none.</summary>
/// <param name="query">The request.</param>
/// <param name="needsValues">Whether rows hold values and their counts, not counts and sums.</param>
internal sealed class HourPoints(TraceMetricQuery query, bool needsValues) : MeasuredPoints(query)
{
    private const long SecondsPerHour = 3_600;

    /// <summary>How many points count small values in arrays, of half a megabyte each at most.</summary>
    private const int MaxArrays = 16;

    private static readonly string[] TraceMeasures =
        ["latency", "input_tokens", "output_tokens", "total_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"];

    private static readonly string[] SpanMeasures = ["latency", "input_cost", "output_cost", "total_cost"];

    private readonly Dictionary<List<string>, Group> _groups = new(new SameTexts());
    private readonly bool _isOfSpans = query.Metric.View == TraceMetricView.Spans;

    /// <summary>The measure of the request; negative for a count.</summary>
    private readonly int _measure = Array.IndexOf(query.Metric.View == TraceMetricView.Spans ? SpanMeasures : TraceMeasures, query.Metric.Name);

    /// <summary>Whether hours hold what a request asks for.</summary>
    public static bool CanAnswer(TraceMetricQuery query) =>
        query.Metric.View is TraceMetricView.Traces or TraceMetricView.Spans
        && (query.TimeIntervalSeconds ?? 0) % SecondsPerHour == 0
        && query.Filters.All(filter => IsOfHour(filter, query.Metric.View));

    /// <summary>Whether periods of so many hours hold what a request asks for, if hours do: pieces of time begin and end with them.</summary>
    public static bool CanAnswer(TraceMetricQuery query, int length) => (query.TimeIntervalSeconds ?? 0) % (length * SecondsPerHour) == 0;

    public override void Read(SqlRow row)
    {
        var dimensions = ReadDimensions(row);
        if (needsValues)
        {
            var value = row.NextRealSum() / MeasureSql.UnitOf(Query.Metric);
            GroupOf(dimensions).Add(value, row.NextSum());
        }
        else
        {
            var count = row.NextSum();
            GroupOf(dimensions).AddSum(count, row.NextRealSum() / MeasureSql.UnitOf(Query.Metric));
        }
    }

    /// <summary>Adds an hour, or a period of several.</summary>
    /// <param name="place">Since 1970, in lengths.</param>
    /// <param name="length">How many hours it has, if it is a period of several.</param>
    /// <param name="sums">Its counts and sums.</param>
    /// <param name="values">Its values, if they are needed.</param>
    public void Add(long place, int length, byte[] sums, byte[]? values)
    {
        var measures = _isOfSpans ? HourFigures.OfSpans : HourFigures.OfTraces;
        if (values is null)
        {
            HourCodec.ReadSums(sums, measures, _measure, (group, count, sum) => Find(place, length, group, count)?.AddSum(count, sum));
            return;
        }

        var groups = new List<Action<double, long>?>();
        HourCodec.ReadSums(sums, measures, _measure, (group, count, _) => groups.Add(Find(place, length, group, count) is { } found ? found.Add : null));
        HourCodec.ReadValues(values, measures, _measure, groups);
    }

    public override IReadOnlyList<TraceMetricPoint> ToPoints()
    {
        var isCount = Query.Metric.Aggregations.Contains(TraceAggregationType.Count);

        // Without dimensions, a count answers even if there is nothing.
        if (isCount && Query.Dimensions.Count == 0 && Query.TimeIntervalSeconds is null)
            GroupOf([]);
        return
        [
            .. _groups.Where(group => isCount || group.Value.Count > 0).OrderBy(group => group.Key, new ByCodePoints()).Take(Query.MaxResults)
                .Select(group => PointOf(group.Key, group.Value.Aggregator(needsValues))),
        ];
    }

    private static bool IsOfHour(TraceMetricFilter filter, TraceMetricView view) => view == TraceMetricView.Spans
        ? filter.Field is TraceMetricFilterField.SpanName or TraceMetricFilterField.SpanStatus or TraceMetricFilterField.SpanType
        : filter.Field == TraceMetricFilterField.TraceStatus;

    private static string StatusName(long status) => status switch
    {
        1 => "OK",
        2 => "ERROR",
        _ => "UNSET",
    };

    /// <summary>The point that a group of an hour belongs to; null if it is not measured.</summary>
    private Group? Find(long place, int length, HourGroup group, long count)
    {
        if (count == 0 || !Query.Filters.All(filter => Matches(filter, group)))
            return null;
        var dimensions = new List<string>(Query.Dimensions.Count + 1);
        if (Query.TimeIntervalSeconds is { } interval)
        {
            var (own, hours) = ((place + group.Later) * length, interval / SecondsPerHour);
            dimensions.Add(TextOfTime(TraceHourChanges.BeginOf(own - (((own % hours) + hours) % hours))));
        }

        foreach (var dimension in Query.Dimensions)
        {
            if (TextOf(group, dimension) is not { } text)
                return null;
            dimensions.Add(text);
        }

        return GroupOf(dimensions);
    }

    private static bool Matches(TraceMetricFilter filter, in HourGroup group) => filter.Field switch
    {
        TraceMetricFilterField.TraceStatus => TraceStates.TryParse(filter.Value, out var state) && group.Status == (long)state,
        TraceMetricFilterField.SpanName => group.Name == filter.Value,
        TraceMetricFilterField.SpanType => group.Type == filter.Value,
        _ => StatusName(group.Status) == filter.Value,
    };

    private static string? TextOf(in HourGroup group, string dimension) => dimension switch
    {
        "trace_name" or "span_name" => group.Name,
        "trace_status" => ((TraceState)group.Status).WireName(),
        "span_type" => group.Type,
        "span_status" => StatusName(group.Status),
        "span_model_name" => group.Model,
        "span_model_provider" => group.Provider,
        _ => throw new NotSupportedException($"Hours have no dimension {dimension}."),
    };

    private Group GroupOf(List<string> dimensions)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, dimensions, out _);
        return group ??= new Group(_groups.Count <= MaxArrays);
    }

    /// <summary>What belongs to one point.</summary>
    /// <param name="hasArray">Whether small whole values, such as milliseconds, are counted in an array, where nothing has to be looked up.</param>
    private sealed class Group(bool hasArray)
    {
        private const int MaxSmall = 1 << 16;

        private readonly Dictionary<double, long> _values = [];
        private long[] _small = [];
        private double _sum;

        public long Count { get; private set; }

        public void AddSum(long count, double sum)
        {
            Count += count;
            _sum += sum;
        }

        public void Add(double value, long count)
        {
            Count += count;
            var place = (int)value;
            if (hasArray && (uint)place < MaxSmall && place == value)
            {
                if (place >= _small.Length)
                    Array.Resize(ref _small, (int)BitOperations.RoundUpToPowerOf2((uint)place + 1));
                _small[place] += count;
            }
            else
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_values, value, out _) += count;
            }
        }

        public Func<TraceAggregation, double> Aggregator(bool hasValues) => hasValues
            ? new ValueCounts([.. Values().OrderBy(entry => entry.Value)]).Aggregate
            : aggregation => SumPoints.Aggregate(aggregation.Type, Count, _sum);

        private IEnumerable<(double Value, long Count)> Values()
        {
            for (var value = 0; value < _small.Length; value++)
            {
                if (_small[value] > 0)
                    yield return (value, _small[value]);
            }

            foreach (var (value, count) in _values)
                yield return (value, count);
        }
    }

    private sealed class SameTexts : IEqualityComparer<List<string>>
    {
        public bool Equals(List<string>? x, List<string>? y) => x!.SequenceEqual(y!, StringComparer.Ordinal);

        public int GetHashCode(List<string> obj)
        {
            var hash = default(HashCode);
            foreach (var text in obj)
                hash.Add(text, StringComparer.Ordinal);
            return hash.ToHashCode();
        }
    }

    /// <summary>As databases order texts: UTF-16 would put what it writes as pairs before some that it writes as one.</summary>
    private sealed class ByCodePoints : IComparer<List<string>>
    {
        public int Compare(List<string>? x, List<string>? y)
        {
            for (var i = 0; i < x!.Count; i++)
            {
                if (Compare(x[i], y![i]) is var order and not 0)
                    return order;
            }

            return 0;
        }

        private static int Compare(string one, string other)
        {
            var same = one.AsSpan().CommonPrefixLength(other);
            return same == one.Length || same == other.Length
                ? one.Length.CompareTo(other.Length)
                : Place(one[same]).CompareTo(Place(other[same]));
        }

        private static int Place(char letter) => char.IsSurrogate(letter) ? letter + char.MaxValue : letter;
    }
}
