using System.Runtime.InteropServices;

namespace Leat.Storage.Sql.TraceHours;

/// <summary>The traces of an hour, or their spans, added up by <see cref="HourGroup"/>.</summary>
/// <param name="measures">How many measures each of them has.</param>
internal sealed class HourFigures(int measures)
{
    /// <summary>The measures of traces: the duration, then the tokens as in their columns.</summary>
    public const int OfTraces = 6;

    /// <summary>The measures of spans: the whole milliseconds that they took, then the costs as in their columns.</summary>
    public const int OfSpans = 4;

    /// <summary>More groups are not added up: a query would rather read the rows.</summary>
    private const int MaxGroups = 2_000;

    /// <summary>More different values are not kept, so that an hour takes a megabyte or two at most.</summary>
    private const int MaxValues = 200_000;

    private readonly Dictionary<HourGroup, HourCounts> _groups = [];
    private int _values;

    public int Measures => measures;

    /// <summary>The groups; empty if there are too many.</summary>
    public IReadOnlyDictionary<HourGroup, HourCounts> Groups => _groups;

    /// <summary>Whether groups had to be given up, so that only the rows tell.</summary>
    public bool IsTooVaried { get; private set; }

    /// <summary>Whether values had to be given up, so that only the rows tell percentiles.</summary>
    public bool HasTooManyValues { get; private set; }

    /// <summary>Adds a trace or a span.</summary>
    /// <param name="group">What it is added to.</param>
    /// <param name="values">One for each measure; null where it has none.</param>
    public void Add(in HourGroup group, ReadOnlySpan<double?> values)
    {
        if (IsTooVaried)
            return;
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, group, out _);
        counts ??= new HourCounts(measures);
        counts.Count++;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
                continue;
            var measure = counts.Measures[i];
            var before = measure.Distinct;
            measure.Add(value);
            if (HasTooManyValues)
                measure.ForgetValues();
            else
                _values += measure.Distinct - before;
        }

        GiveUpIfLarge();
    }

    /// <summary>Adds what was added up before.</summary>
    /// <param name="sums">What <see cref="HourCodec.WriteSums"/> has written.</param>
    /// <param name="values">What <see cref="HourCodec.WriteValues"/> has written.</param>
    /// <param name="groupOf">The group that a group of these is added to.</param>
    public void Add(byte[]? sums, byte[]? values, Func<HourGroup, HourGroup> groupOf)
    {
        if (sums is null)
            GiveUpGroups();
        if (sums is null || IsTooVaried)
            return;
        if (values is null)
            GiveUpValues();
        var groups = new List<HourCounts>();
        HourCodec.ReadSums(sums, measures, measure: -1, (group, count, _) => groups.Add(CountsOf(groupOf(group), count)));
        for (var i = 0; i < measures; i++)
        {
            var own = groups.ConvertAll(counts => counts.Measures[i]);
            var place = 0;
            HourCodec.ReadSums(sums, measures, i, (_, count, sum) => own[place++].AddSum(count, sum));
            if (values is not null && !HasTooManyValues)
                HourCodec.ReadValues(values, measures, i, own.ConvertAll(measure => (Action<double, long>?)measure.AddValue));
        }

        _values = _groups.Values.Sum(counts => counts.Measures.Sum(measure => measure.Distinct));
        GiveUpIfLarge();
    }

    private HourCounts CountsOf(HourGroup group, long count)
    {
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, group, out _);
        counts ??= new HourCounts(measures);
        counts.Count += count;
        return counts;
    }

    private void GiveUpIfLarge()
    {
        if (_groups.Count > MaxGroups)
            GiveUpGroups();
        else if (_values > MaxValues)
            GiveUpValues();
    }

    private void GiveUpGroups()
    {
        IsTooVaried = true;
        _groups.Clear();
    }

    private void GiveUpValues()
    {
        HasTooManyValues = true;
        _values = 0;
        foreach (var measure in _groups.Values.SelectMany(counts => counts.Measures))
            measure.ForgetValues();
    }
}

/// <summary>What one group counts.</summary>
internal sealed class HourCounts(int measures)
{
    /// <summary>How many traces or spans.</summary>
    public long Count { get; set; }

    /// <summary>Their measures.</summary>
    public IReadOnlyList<HourValues> Measures { get; } = [.. Enumerable.Range(0, measures).Select(_ => new HourValues())];
}
