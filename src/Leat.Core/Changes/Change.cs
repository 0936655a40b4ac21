namespace Leat.Core;

/// <summary>A change that is committed.</summary>
public abstract record Change
{
    /// <summary>Who made it.</summary>
    public Caller Caller { get; init; } = Caller.Anonymous;

    /// <summary>The workspace in which it was made.</summary>
    public string Workspace { get; init; } = Core.Workspace.DefaultName;
}
