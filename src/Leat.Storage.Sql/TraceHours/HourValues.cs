using System.Runtime.InteropServices;

namespace Leat.Storage.Sql.TraceHours;

/// <summary>Values of one measure: how many there are, their sum, and how often each occurs.</summary>
internal sealed class HourValues
{
    private readonly Dictionary<double, long> _counts = [];

    public long Count { get; private set; }

    public double Sum { get; private set; }

    /// <summary>How many different values there are.</summary>
    public int Distinct => _counts.Count;

    /// <summary>Each value and how often it occurs, the least first.</summary>
    public IEnumerable<KeyValuePair<double, long>> Ascending => _counts.OrderBy(entry => entry.Key);

    public void Add(double value)
    {
        Count++;
        Sum += value;
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _)++;
    }

    /// <summary>Adds a count and a sum; <see cref="AddValue"/> adds the values that they are of.</summary>
    public void AddSum(long count, double sum)
    {
        Count += count;
        Sum += sum;
    }

    /// <summary>Adds to how often a value occurs, and to nothing else.</summary>
    public void AddValue(double value, long count) => CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _) += count;

    /// <summary>Forgets how often each value occurs.</summary>
    public void ForgetValues() => _counts.Clear();
}
