namespace Leat.Core;

/// <summary>A change that is committed.</summary>
public abstract record Change
{
    /// <summary>Who made it.</summary>
    public Caller Caller { get; init; } = Caller.Anonymous;
}
