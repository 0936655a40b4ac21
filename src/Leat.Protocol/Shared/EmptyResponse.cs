namespace Leat.Protocol;

/// <summary>The answer of calls that have nothing to say: <c>{}</c>.</summary>
public sealed record EmptyResponse
{
    /// <summary>The one instance that is needed.</summary>
    public static EmptyResponse Instance { get; } = new();
}
