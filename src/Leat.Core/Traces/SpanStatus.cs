namespace Leat.Core;

/// <summary>How a span ended. The numbers are OpenTelemetry's.</summary>
public enum SpanStatus
{
    /// <summary>Not set.</summary>
    Unset = 0,

    /// <summary>Successful.</summary>
    Ok = 1,

    /// <summary>Failed.</summary>
    Error = 2,
}
