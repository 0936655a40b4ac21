namespace Leat.Durability.Tests.Kill;

/// <summary>What one request writes: everything or nothing.</summary>
internal sealed class Write(IReadOnlyList<Fact> facts)
{
    private volatile bool _acknowledged;

    public IReadOnlyList<Fact> Facts => facts;

    /// <summary>Whether the server has acknowledged it.</summary>
    public bool Acknowledged => _acknowledged;

    /// <summary>Whether a later write has undone it, so that it must no longer be there.</summary>
    public bool Withdrawn { get; private set; }

    public void Acknowledge() => _acknowledged = true;

    /// <summary>Call before sending a request that undoes this one: from now on it may or may not be there.</summary>
    public void Release() => _acknowledged = false;

    /// <summary>Call when the server has acknowledged that this is undone.</summary>
    public void Withdraw() => Withdrawn = true;
}
