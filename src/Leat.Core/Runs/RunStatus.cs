namespace Leat.Core;

/// <summary>The progress of a run. Numbers follow MLflow's protocol; any status may follow any other.</summary>
public enum RunStatus
{
    /// <summary>In progress.</summary>
    Running = 1,

    /// <summary>Waiting to start.</summary>
    Scheduled = 2,

    /// <summary>Ended successfully.</summary>
    Finished = 3,

    /// <summary>Ended with an error.</summary>
    Failed = 4,

    /// <summary>Stopped from outside.</summary>
    Killed = 5,
}

/// <summary>Wire forms of <see cref="RunStatus"/>.</summary>
public static class RunStatuses
{
    private static readonly WireNames<RunStatus> Names = new("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

    /// <summary>The name on the wire, for example <c>RUNNING</c>.</summary>
    public static string WireName(this RunStatus status) => Names[status];

    /// <summary>The status with this wire name, matched case-sensitively; false if there is none.</summary>
    public static bool TryParse(string? wireName, out RunStatus status) => Names.TryParse(wireName, out status);
}
