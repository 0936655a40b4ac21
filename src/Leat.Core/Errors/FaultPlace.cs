namespace Leat.Core;

/// <summary>Where in a filter an error is, in UTF-16 units.</summary>
/// <param name="Position">Where the faulty part begins, from 0; the length of the filter if something is missing at its end.</param>
/// <param name="Length">How long the faulty part is; 0 at the end.</param>
public readonly record struct FaultPlace(int Position, int Length);
