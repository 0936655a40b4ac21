namespace Leat.Core;

/// <summary>Whether an experiment or run is in use or deleted (and can be restored).</summary>
public enum LifecycleStage
{
    /// <summary>In use.</summary>
    Active = 0,

    /// <summary>Deleted: readable, not writable, hidden from searches unless asked for.</summary>
    Deleted = 1,
}

/// <summary>Which lifecycle stages a search looks at. Numbers follow MLflow's protocol.</summary>
public enum ViewType
{
    /// <summary>Active ones.</summary>
    ActiveOnly = 1,

    /// <summary>Deleted ones.</summary>
    DeletedOnly = 2,

    /// <summary>Both.</summary>
    All = 3,
}

/// <summary>Wire forms of <see cref="LifecycleStage"/>.</summary>
public static class LifecycleStages
{
    /// <summary><c>active</c> or <c>deleted</c>.</summary>
    public static string WireName(this LifecycleStage stage) => stage == LifecycleStage.Active ? "active" : "deleted";
}
