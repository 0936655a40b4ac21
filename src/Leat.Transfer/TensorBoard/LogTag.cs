using Leat.Core;

namespace Leat.Transfer.TensorBoard;

/// <summary>A tag of a run: what a series of values is called.</summary>
/// <param name="name">Its name; bytes that are no UTF-8 are replaced.</param>
internal sealed class LogTag(string name)
{
    private MetricPoint _last;

    public string Name => name;

    /// <summary>What its tensors are.</summary>
    public SummaryKind Tensors { get; set; }

    /// <summary>How many points it has.</summary>
    public long Points { get; private set; }

    /// <summary>Whether its points come in the order in which stores keep them.</summary>
    public bool IsOrdered { get; private set; } = true;

    /// <summary>Counts a point.</summary>
    public void Count(in MetricPoint point)
    {
        if (Points++ > 0 && MetricValues.CompareByStep(_last, point) > 0)
            IsOrdered = false;
        _last = point;
    }
}
