namespace Leat.Core;

/// <summary>A part of a long result.</summary>
/// <typeparam name="T">What the result lists.</typeparam>
/// <param name="Items">In the order asked for; may be empty.</param>
/// <param name="NextPageToken">Fetches what follows; null when nothing does.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken);
