namespace Leat.Core;

/// <summary>Who makes a call.</summary>
/// <param name="Name">The name of the account; null if the caller has not signed in.</param>
public sealed record Caller(string? Name)
{
    /// <summary>A caller who has not signed in: everybody, as long as there are no accounts.</summary>
    public static Caller Anonymous { get; } = new((string?)null);
}
