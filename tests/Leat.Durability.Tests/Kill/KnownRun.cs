namespace Leat.Durability.Tests.Kill;

/// <summary>A run whose creation was acknowledged.</summary>
internal sealed record KnownRun(string Id, string Name)
{
    /// <summary>Metrics and params of this run are written by a single client unless it is shared.</summary>
    public bool Ended { get; set; }
}
