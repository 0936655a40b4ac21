using Leat.Core.Search;

namespace Leat.Core;

/// <summary>How often two filters match the same traces.</summary>
/// <param name="Filter1Count">Traces that the first matches.</param>
/// <param name="Filter2Count">Traces that the second matches.</param>
/// <param name="JointCount">Traces that both match.</param>
/// <param name="TotalCount">All traces considered.</param>
public sealed record FilterCorrelation(long Filter1Count, long Filter2Count, long JointCount, long TotalCount)
{
    /// <summary>Jeffreys' prior, added to each cell of the table.</summary>
    private const double Prior = 0.5;

    private bool IsDefined => TotalCount > 0 && Filter1Count > 0 && Filter2Count > 0;

    /// <summary>Normalised pointwise mutual information: −1 never together, 0 independent, 1 always together. Null if a filter matches
    /// nothing.</summary>
    public double? Npmi => IsDefined ? Compute(0) : null;

    /// <summary>The same with <see cref="Prior"/> added to each cell, which is more stable for few traces.</summary>
    public double? NpmiSmoothed => IsDefined ? Compute(Prior) : null;

    private double Compute(double smoothing)
    {
        var joint = JointCount + smoothing;
        if (joint == 0)
            return -1;
        var first = Filter1Count + (2 * smoothing);
        var second = Filter2Count + (2 * smoothing);
        var total = TotalCount + (4 * smoothing);
        if (joint >= total)
            return 1;

        // MLflow's order of additions, so that even the last digit agrees.
        var (logJoint, logTotal) = (Math.Log(joint), Math.Log(total));
        return Math.Clamp((logJoint + logTotal - (Math.Log(first) + Math.Log(second))) / (logTotal - logJoint), -1, 1);
    }
}

/// <summary>Which filters to compare, and where.</summary>
/// <param name="ExperimentIds">Experiments to search.</param>
/// <param name="Filter1">The first filter.</param>
/// <param name="Filter2">The second.</param>
/// <param name="BaseFilter">A filter that every considered trace must satisfy.</param>
public sealed record CorrelationQuery(
    IReadOnlyList<string> ExperimentIds, SearchFilter<TraceInfo> Filter1, SearchFilter<TraceInfo> Filter2, SearchFilter<TraceInfo> BaseFilter);
