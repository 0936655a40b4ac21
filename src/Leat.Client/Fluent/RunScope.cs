namespace Leat.Client;

/// <summary>A place on the stack of active runs of one flow of execution. Immutable except that a run enters and leaves it.</summary>
/// <remarks>
/// An async method cannot change an <see cref="AsyncLocal{T}"/> of its caller. So the place is pushed before the first
/// await, in the caller's own flow, and the run enters it when the store has answered. It is never popped: a place that has
/// been left is skipped, whichever flow the run ended in.
/// </remarks>
internal sealed class RunScope(TrackingSession session, RunScope? outer)
{
    private readonly RunScope? _outer = outer;
    private ActiveRun? _run;
    private volatile bool _left;

    public TrackingSession Session { get; } = session;

    /// <summary>The place below, skipping places that have been left.</summary>
    public RunScope? Outer => Innermost(_outer);

    /// <summary>The run in this place; null while it is being started.</summary>
    public ActiveRun? Run => Volatile.Read(ref _run);

    /// <summary>The nearest run from here downwards that has been started.</summary>
    public ActiveRun? EnteredRun => Run ?? Outer?.EnteredRun;

    public void Enter(ActiveRun run) => Volatile.Write(ref _run, run);

    public void Leave() => _left = true;

    /// <summary>The nearest place from this downwards that is in use.</summary>
    public static RunScope? Innermost(RunScope? scope)
    {
        while (scope is { _left: true })
            scope = scope._outer;
        return scope;
    }
}
