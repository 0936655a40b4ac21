namespace Leat.Core;

/// <summary>How a span ended. The numbers are OpenTelemetry's.</summary>
public enum SpanStatus
{
    /// <summary>Nobody has said.</summary>
    Unset = 0,

    /// <summary>As it should.</summary>
    Ok = 1,

    /// <summary>With an error.</summary>
    Error = 2,
}
