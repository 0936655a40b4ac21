namespace Leat.Core;

/// <summary>Something that was changed, once it is committed.</summary>
public abstract record Change
{
    /// <summary>Who changed it.</summary>
    public Caller Caller { get; init; } = Caller.Anonymous;
}
