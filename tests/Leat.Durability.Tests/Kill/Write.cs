namespace Leat.Durability.Tests.Kill;

/// <summary>What one request writes: all of it or nothing.</summary>
internal sealed class Write(IReadOnlyList<Fact> facts)
{
    private volatile bool _acknowledged;

    public IReadOnlyList<Fact> Facts => facts;

    /// <summary>Whether the server has said that it is done.</summary>
    public bool Acknowledged => _acknowledged;

    public void Acknowledge() => _acknowledged = true;
}
