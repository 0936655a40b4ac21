namespace Leat.Core;

/// <summary>Tags, metadata and span attributes with a meaning in MLflow.</summary>
public static class TraceKeys
{
    /// <summary>Tag: location of the trace's files.</summary>
    public const string ArtifactLocation = "mlflow.artifactLocation";

    /// <summary>Tag: location of its spans. Clients upload them as a file unless it is <see cref="TrackingStore"/>.</summary>
    public const string SpansLocation = "mlflow.trace.spansLocation";

    /// <summary>The value of <see cref="SpansLocation"/> for spans in the store.</summary>
    public const string TrackingStore = "TRACKING_STORE";

    /// <summary>Tag: its name.</summary>
    public const string Name = "mlflow.traceName";

    /// <summary>Metadata: the run in which it was created.</summary>
    public const string SourceRun = "mlflow.sourceRun";

    /// <summary>Metadata: total tokens of all its spans, as a JSON object.</summary>
    public const string TokenUsage = "mlflow.trace.tokenUsage";

    /// <summary>Metadata: what all its spans cost together, as a JSON object.</summary>
    public const string Cost = "mlflow.trace.cost";

    /// <summary>Metadata: the conversation it is part of.</summary>
    public const string Session = "mlflow.trace.session";

    /// <summary>Metadata: whose request it is.</summary>
    public const string User = "mlflow.trace.user";

    /// <summary>Metadata: the size of the trace, as a JSON object with <c>num_spans</c>.</summary>
    public const string SizeStats = "mlflow.trace.sizeStats";

    /// <summary>Metadata: the version of its format.</summary>
    public const string SchemaVersion = "mlflow.trace_schema.version";

    /// <summary>Span attribute: the id of its trace, where that does not follow from OpenTelemetry's (a copied trace).</summary>
    public const string TraceId = "mlflow.traceRequestId";

    /// <summary>Span attribute: its type, for example <c>LLM</c>.</summary>
    public const string SpanType = "mlflow.spanType";

    /// <summary>Span attribute: its input.</summary>
    public const string SpanInputs = "mlflow.spanInputs";

    /// <summary>Span attribute: its output.</summary>
    public const string SpanOutputs = "mlflow.spanOutputs";

    /// <summary>Span attribute: the tokens it used, an object with <c>input_tokens</c>, <c>output_tokens</c>, <c>total_tokens</c>.</summary>
    public const string SpanTokenUsage = "mlflow.chat.tokenUsage";

    /// <summary>Span attribute: what it cost in US dollars, an object with <c>input_cost</c>, <c>output_cost</c>, <c>total_cost</c>.</summary>
    public const string SpanCost = "mlflow.llm.cost";

    /// <summary>Span attribute: the language model that it used.</summary>
    public const string SpanModel = "mlflow.llm.model";

    /// <summary>Span attribute: who runs that model.</summary>
    public const string SpanProvider = "mlflow.llm.provider";

    /// <summary>Span attribute: the conversation that the trace is part of, as OpenTelemetry names it.</summary>
    public const string SpanSession = "session.id";

    /// <summary>Span attribute: whose request the trace is, as OpenTelemetry names it.</summary>
    public const string SpanUser = "user.id";
}
