namespace Leat.Core;

/// <summary>The outcome of the work a trace describes. Numbers follow MLflow's protocol.</summary>
public enum TraceState
{
    /// <summary>Not set.</summary>
    Unspecified = 0,

    /// <summary>It succeeded.</summary>
    Ok = 1,

    /// <summary>It failed.</summary>
    Error = 2,

    /// <summary>It has not ended.</summary>
    InProgress = 3,
}

/// <summary>Wire forms of <see cref="TraceState"/>.</summary>
public static class TraceStates
{
    private static readonly WireNames<TraceState> Names = new("STATE_UNSPECIFIED", "OK", "ERROR", "IN_PROGRESS");
    private static readonly WireNames<TraceState> OldNames = new("TRACE_STATUS_UNSPECIFIED", "OK", "ERROR", "IN_PROGRESS");

    /// <summary>The name in version 3 of the API, in filters and in orders, for example <c>IN_PROGRESS</c>.</summary>
    public static string WireName(this TraceState state) => Names[state];

    /// <summary>The name in version 2 of the API.</summary>
    public static string OldWireName(this TraceState state) => OldNames[state];

    /// <summary>The state with this name of version 2 or 3, matched case-sensitively; false if there is none.</summary>
    public static bool TryParse(string? wireName, out TraceState state) =>
        Names.TryParse(wireName, out state) || OldNames.TryParse(wireName, out state);
}
