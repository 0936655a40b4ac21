namespace Leat.Durability.Tests.Kill;

/// <summary>What one request writes: all of it or nothing.</summary>
internal sealed class Write(IReadOnlyList<Fact> facts)
{
    private volatile bool _acknowledged;

    public IReadOnlyList<Fact> Facts => facts;

    /// <summary>Whether the server has said that it is done.</summary>
    public bool Acknowledged => _acknowledged;

    /// <summary>Whether a later write has undone it, so that it must not be there.</summary>
    public bool Withdrawn { get; private set; }

    public void Acknowledge() => _acknowledged = true;

    /// <summary>To be called before a request goes out that undoes this one: from now on it may be there or not.</summary>
    public void Release() => _acknowledged = false;

    /// <summary>To be called when the server has said that this is undone.</summary>
    public void Withdraw() => Withdrawn = true;
}
