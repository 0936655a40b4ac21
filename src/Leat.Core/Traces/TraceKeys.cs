namespace Leat.Core;

/// <summary>Names of tags, metadata and span attributes that MLflow gives a meaning to.</summary>
public static class TraceKeys
{
    /// <summary>Tag: where files of the trace lie.</summary>
    public const string ArtifactLocation = "mlflow.artifactLocation";

    /// <summary>Tag: where its spans are. Clients upload them as a file unless it says <see cref="TrackingStore"/>.</summary>
    public const string SpansLocation = "mlflow.trace.spansLocation";

    /// <summary>The value of <see cref="SpansLocation"/> that says: in the store.</summary>
    public const string TrackingStore = "TRACKING_STORE";

    /// <summary>Tag: its name.</summary>
    public const string Name = "mlflow.traceName";

    /// <summary>Metadata: the run that it was made in.</summary>
    public const string SourceRun = "mlflow.sourceRun";

    /// <summary>Metadata: tokens of all its spans, as a JSON object.</summary>
    public const string TokenUsage = "mlflow.trace.tokenUsage";

    /// <summary>Metadata: how large the trace is, as a JSON object with <c>num_spans</c>.</summary>
    public const string SizeStats = "mlflow.trace.sizeStats";

    /// <summary>Metadata: the version of its form.</summary>
    public const string SchemaVersion = "mlflow.trace_schema.version";

    /// <summary>Attribute of a span: what it is, for example <c>LLM</c>.</summary>
    public const string SpanType = "mlflow.spanType";

    /// <summary>Attribute of a span: what went in.</summary>
    public const string SpanInputs = "mlflow.spanInputs";

    /// <summary>Attribute of a span: what came out.</summary>
    public const string SpanOutputs = "mlflow.spanOutputs";

    /// <summary>Attribute of a span: the tokens it took, an object with <c>input_tokens</c>, <c>output_tokens</c>, <c>total_tokens</c>.</summary>
    public const string SpanTokenUsage = "mlflow.chat.tokenUsage";
}
