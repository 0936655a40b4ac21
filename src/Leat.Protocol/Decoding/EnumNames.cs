using System.Globalization;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>The names of a protocol enum with consecutive numbers.</summary>
internal sealed class EnumNames
{
    private readonly long _first;
    private readonly string[] _names;

    /// <summary>Creates a list of names.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="names">The names in numeric order.</param>
    public EnumNames(long first, params string[] names)
    {
        _first = first;
        _names = names;
    }

    /// <summary>RUNNING (1) to KILLED (5).</summary>
    public static EnumNames RunStatus { get; } = Of<RunStatus>(status => status.WireName());

    /// <summary>LOGGED_MODEL_STATUS_UNSPECIFIED (0) to LOGGED_MODEL_UPLOAD_FAILED (3).</summary>
    public static EnumNames LoggedModelStatus { get; } = Of<LoggedModelStatus>(status => status.WireName());

    /// <summary>ACTIVE_ONLY (1) to ALL (3).</summary>
    public static EnumNames ViewType { get; } = Of<ViewType>(view => view.WireName());

    /// <summary>active and deleted.</summary>
    public static EnumNames LifecycleStage { get; } = Of<LifecycleStage>(stage => stage.WireName());

    /// <summary>None to Archived.</summary>
    public static EnumNames ModelStage { get; } = Of<ModelStage>(stage => stage.WireName());

    /// <summary>REGISTERED_MODEL (1) to PROMPT_ALIAS (9).</summary>
    public static EnumNames WebhookEntity { get; } = Of<WebhookEntity>(entity => entity.WireName());

    /// <summary>CREATED (1) to SET (4).</summary>
    public static EnumNames WebhookAction { get; } = Of<WebhookAction>(action => action.WireName());

    /// <summary>ACTIVE (1) and DISABLED (2).</summary>
    public static EnumNames WebhookStatus { get; } = Of<WebhookStatus>(status => status.WireName());

    /// <summary>STATE_UNSPECIFIED (0) to IN_PROGRESS (3).</summary>
    public static EnumNames TraceState { get; } = Of<TraceState>(state => state.WireName());

    /// <summary>TRACE_STATUS_UNSPECIFIED (0) to IN_PROGRESS (3): the same in the old API.</summary>
    public static EnumNames TraceStatus { get; } = Of<TraceState>(state => state.OldWireName());

    /// <summary>STATUS_CODE_UNSET to STATUS_CODE_ERROR.</summary>
    public static EnumNames SpanStatus { get; } = Of<SpanStatus>(SpanJson.WireName);

    /// <summary>TRACE_LOCATION_TYPE_UNSPECIFIED (0) to INFERENCE_TABLE (2).</summary>
    public static EnumNames TraceLocationType { get; } = new(0, "TRACE_LOCATION_TYPE_UNSPECIFIED", "MLFLOW_EXPERIMENT", "INFERENCE_TABLE");

    /// <summary>SOURCE_TYPE_UNSPECIFIED (0) to CODE (3).</summary>
    public static EnumNames AssessmentSourceType { get; } = new(0, "SOURCE_TYPE_UNSPECIFIED", "HUMAN", "LLM_JUDGE", "CODE");

    /// <summary>TRACES (1) to ASSESSMENTS (3).</summary>
    public static EnumNames MetricViewType { get; } = Of<TraceMetricView>(view => view.ToString().ToUpperInvariant());

    /// <summary>COUNT (1) to MAX (6).</summary>
    public static EnumNames AggregationType { get; } = Of<TraceAggregationType>(type => type.ToString().ToUpperInvariant());

    /// <summary>FEEDBACK (1) and EXPECTATION (2).</summary>
    public static EnumNames LabelSchemaType { get; } = Of<LabelSchemaType>(type => type.ToString().ToUpperInvariant());

    /// <summary>USER (1) and CUSTOM (2).</summary>
    public static EnumNames ReviewQueueType { get; } = Of<ReviewQueueType>(type => type.ToString().ToUpperInvariant());

    /// <summary>TRACE (1).</summary>
    public static EnumNames ReviewItemType { get; } = new(1, "TRACE");

    /// <summary>PENDING (1) to DECLINED (3).</summary>
    public static EnumNames ReviewStatus { get; } = Of<ReviewStatus>(status => status.ToString().ToUpperInvariant());

    /// <summary>The names, by number.</summary>
    public IReadOnlyList<string> All => _names;

    /// <summary>Whether this is one of the names; case-sensitive.</summary>
    public bool Contains(string name) => Array.IndexOf(_names, name) >= 0;

    /// <summary>The name with this number; null if there is none.</summary>
    public string? NameOf(long number) =>
        number >= _first && number - _first < _names.Length ? _names[number - _first] : null;

    /// <summary>The number of a name that there is.</summary>
    public long NumberOf(string name) => _first + Array.IndexOf(_names, name);

    private static EnumNames Of<T>(Func<T, string> wireName)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return new EnumNames(Convert.ToInt64(values[0], CultureInfo.InvariantCulture), [.. values.Select(wireName)]);
    }
}
