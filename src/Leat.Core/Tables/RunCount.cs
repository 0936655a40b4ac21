using Leat.Core.Search;

namespace Leat.Core;

/// <summary>Which runs to count.</summary>
public sealed record RunCountQuery
{
    /// <summary>How far is counted when nothing is said.</summary>
    public const long DefaultLimit = 1_000_000;

    /// <summary>Experiments to look in; none gives 0.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>Which runs; all by default.</summary>
    public SearchFilter<Run> Filter { get; init; } = SearchFilter<Run>.All;

    /// <summary>Which stages to look at.</summary>
    public ViewType View { get; init; } = ViewType.ActiveOnly;

    /// <summary>Counting may stop when so many are found, at least 1.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive.</exception>
    public long Limit
    {
        get;
        init => field = value > 0
            ? value
            : throw LeatException.InvalidParameter($"Invalid value {value} for parameter 'limit' supplied. It must be a positive integer.");
    } = DefaultLimit;
}

/// <summary>How many runs there are.</summary>
/// <param name="Count">How many were counted.</param>
/// <param name="IsExact">Whether that is all; otherwise there are more.</param>
public readonly record struct RunCount(long Count, bool IsExact);
