namespace Leat.Protocol;

/// <summary>The names of an enum of the protocol, whose numbers follow each other.</summary>
public sealed class EnumNames
{
    private readonly long _first;
    private readonly string[] _names;

    /// <summary>Creates a list of names.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="names">The names, by number.</param>
    public EnumNames(long first, params string[] names)
    {
        _first = first;
        _names = names;
    }

    /// <summary>RUNNING (1) to KILLED (5).</summary>
    public static EnumNames RunStatus { get; } = new(1, "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

    /// <summary>LOGGED_MODEL_STATUS_UNSPECIFIED (0) to LOGGED_MODEL_UPLOAD_FAILED (3).</summary>
    public static EnumNames LoggedModelStatus { get; } = new(
        0, "LOGGED_MODEL_STATUS_UNSPECIFIED", "LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED");

    /// <summary>ACTIVE_ONLY (1) to ALL (3).</summary>
    public static EnumNames ViewType { get; } = new(1, "ACTIVE_ONLY", "DELETED_ONLY", "ALL");

    /// <summary>REGISTERED_MODEL (1) to PROMPT_ALIAS (9).</summary>
    public static EnumNames WebhookEntity { get; } = new(
        1,
        "REGISTERED_MODEL",
        "MODEL_VERSION",
        "MODEL_VERSION_TAG",
        "MODEL_VERSION_ALIAS",
        "PROMPT",
        "PROMPT_VERSION",
        "PROMPT_TAG",
        "PROMPT_VERSION_TAG",
        "PROMPT_ALIAS");

    /// <summary>CREATED (1) to SET (4).</summary>
    public static EnumNames WebhookAction { get; } = new(1, "CREATED", "UPDATED", "DELETED", "SET");

    /// <summary>ACTIVE (1) and DISABLED (2).</summary>
    public static EnumNames WebhookStatus { get; } = new(1, "ACTIVE", "DISABLED");

    /// <summary>STATE_UNSPECIFIED (0) to IN_PROGRESS (3).</summary>
    public static EnumNames TraceState { get; } = new(0, "STATE_UNSPECIFIED", "OK", "ERROR", "IN_PROGRESS");

    /// <summary>TRACE_STATUS_UNSPECIFIED (0) to IN_PROGRESS (3): the same in the old API.</summary>
    public static EnumNames TraceStatus { get; } = new(0, "TRACE_STATUS_UNSPECIFIED", "OK", "ERROR", "IN_PROGRESS");

    /// <summary>TRACE_LOCATION_TYPE_UNSPECIFIED (0) to INFERENCE_TABLE (2).</summary>
    public static EnumNames TraceLocationType { get; } = new(0, "TRACE_LOCATION_TYPE_UNSPECIFIED", "MLFLOW_EXPERIMENT", "INFERENCE_TABLE");

    /// <summary>SOURCE_TYPE_UNSPECIFIED (0) to CODE (3).</summary>
    public static EnumNames AssessmentSourceType { get; } = new(0, "SOURCE_TYPE_UNSPECIFIED", "HUMAN", "LLM_JUDGE", "CODE");

    /// <summary>Whether this is one of the names; case counts.</summary>
    public bool Contains(string name) => Array.IndexOf(_names, name) >= 0;

    /// <summary>The name with this number; null if there is none.</summary>
    public string? NameOf(long number) =>
        number >= _first && number - _first < _names.Length ? _names[number - _first] : null;
}
