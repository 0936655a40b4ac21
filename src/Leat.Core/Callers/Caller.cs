namespace Leat.Core;

/// <summary>Who asks for something.</summary>
/// <param name="Name">The name of the account; null for whoever has not signed in.</param>
public sealed record Caller(string? Name)
{
    /// <summary>Somebody who has not signed in: everybody, where there are no accounts.</summary>
    public static Caller Anonymous { get; } = new((string?)null);
}
