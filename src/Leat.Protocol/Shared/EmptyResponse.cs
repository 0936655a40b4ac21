namespace Leat.Protocol;

/// <summary>The response of calls without a result: <c>{}</c>.</summary>
internal sealed record EmptyResponse
{
    /// <summary>The shared instance.</summary>
    public static EmptyResponse Instance { get; } = new();
}
