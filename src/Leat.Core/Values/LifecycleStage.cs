namespace Leat.Core;

/// <summary>Whether an experiment or run is in use or deleted (and can be restored).</summary>
public enum LifecycleStage
{
    /// <summary>In use.</summary>
    Active = 0,

    /// <summary>Deleted: readable, not writable, hidden from searches unless asked for.</summary>
    Deleted = 1,
}

/// <summary>Wire forms of <see cref="LifecycleStage"/>.</summary>
public static class LifecycleStages
{
    /// <summary><c>active</c> or <c>deleted</c>.</summary>
    public static string WireName(this LifecycleStage stage) => stage == LifecycleStage.Active ? "active" : "deleted";
}
