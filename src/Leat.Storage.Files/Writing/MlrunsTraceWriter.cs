using System.Globalization;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Writes the traces of a file store, with their spans in the file of each where MLflow looks for them.</summary>
/// <param name="files">The files.</param>
/// <param name="finalRoot">Where the file store will be when it is whole.</param>
internal sealed class MlrunsTraceWriter(MlrunsFiles files, string finalRoot)
{
    private const string Extension = ".yaml";

    /// <returns>Whether the trace can be kept.</returns>
    public bool Write(Trace trace, IReadOnlyList<string> runIds, string experiment)
    {
        var (info, id) = (trace.Info, trace.Info.TraceId);
        if ((MlrunsNames.FaultOf(id) ?? FaultOfTime(info.RequestTimeMs)) is { } fault)
        {
            files.Note(FileThing.Trace, id, $"It was left out: {fault}.");
            return false;
        }

        var folder = Path.Combine(experiment, "traces", id);
        WriteInfo(info, folder);
        files.WriteTexts(Path.Combine(folder, "request_metadata"), "metadata", info.Metadata.Select(Entry), FileThing.Trace, id);
        files.WriteTags(folder, WriteSpans(trace, folder), FileThing.Trace, id);
        foreach (var assessment in info.Assessments)
            Write(assessment, Path.Combine(folder, "assessments"), id);
        foreach (var run in runIds.Where(run => info.FindMetadata(TraceKeys.SourceRun) != run))
            files.Note(FileThing.Trace, id, $"Its link to the run {MlrunsFiles.Shown(run)} was left out: MLflow's file store has none.");
        return true;
    }

    private static KeyValuePair<string, string> Entry(Tag tag) => KeyValuePair.Create(tag.Key, tag.Value);

    private void WriteInfo(TraceInfo info, string folder)
    {
        var meta = new YamlWriter().AddIfAny("client_request_id", info.ClientRequestId);
        if (info.ExecutionDurationMs is { } duration)
            meta.Add("execution_duration_ms", duration);
        files.WriteYaml(folder, "trace_info.yaml", meta
            .AddIfAny("request_preview", info.RequestPreview)
            .Add("request_time", TimeOf(info.RequestTimeMs))
            .AddIfAny("response_preview", info.ResponsePreview)
            .Add("state", info.State.WireName())
            .Add("trace_id", info.TraceId)
            .Begin("trace_location")
            .Begin("mlflow_experiment").Add("experiment_id", info.ExperimentId).End()
            .Add("type", "MLFLOW_EXPERIMENT")
            .End());
    }

    /// <summary>Spans that the store holds become a file. MLflow then finds them by where the trace says that its files are, and not in its store,
    /// which holds none.</summary>
    /// <returns>The tags that say so.</returns>
    private List<Tag> WriteSpans(Trace trace, string folder)
    {
        var tags = trace.Info.Tags.ToList();
        if (trace.Spans.Count == 0 && trace.Info.FindTag(TraceKeys.SpansLocation) != TraceKeys.TrackingStore)
            return tags;
        var place = Path.Combine(folder, "artifacts");
        files.MakeFolder(place);
        using (var writer = new StreamWriter(files.Create(Path.Combine(place, "traces.json")), new UTF8Encoding(false)))
        {
            writer.Write("{\"spans\": [");
            for (var i = 0; i < trace.Spans.Count; i++)
            {
                writer.Write(i > 0 ? ", " : "");
                writer.Write(SpanJson.Write(trace.Spans[i]));
            }

            writer.Write("]}");
        }

        tags.RemoveAll(tag => tag.Key is TraceKeys.SpansLocation or TraceKeys.ArtifactLocation);
        tags.Add(new Tag(TraceKeys.ArtifactLocation, new Uri(Path.Combine(finalRoot, Path.GetRelativePath(files.Root, place))).AbsoluteUri));
        return tags;
    }

    private void Write(Assessment assessment, string folder, string trace)
    {
        try
        {
            if ((MlrunsNames.FaultOf(assessment.AssessmentId, Extension.Length) ?? FaultOfTime(assessment.CreateTimeMs) ?? FaultOfTime(assessment.LastUpdateTimeMs)) is { } fault)
                throw new FormatException(fault);
            files.WriteYaml(folder, assessment.AssessmentId + Extension, YamlOf(assessment));
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            files.Note(
                FileThing.Trace, trace,
                $"The assessment '{MlrunsFiles.Shown(assessment.AssessmentId)}' was left out: {(error is FormatException ? error.Message : "its value is no JSON that YAML can hold")}.");
        }
    }

    /// <exception cref="FormatException">MLflow's file store has no such assessments.</exception>
    private static YamlWriter YamlOf(Assessment assessment)
    {
        if (assessment.Kind is not (AssessmentKind.Feedback or AssessmentKind.Expectation))
            throw new FormatException("MLflow's file store has no issues");
        if (assessment.Metadata.Any(entry => !YamlWriter.CanBeKey(entry.Key)))
            throw new FormatException("a key of its metadata is too long for a key of YAML");
        var yaml = new YamlWriter()
            .Add("assessment_id", assessment.AssessmentId)
            .Add("assessment_name", assessment.Name)
            .Add("create_time", TimeOf(assessment.CreateTimeMs));
        WriteValue(assessment, yaml.Begin(assessment.Kind == AssessmentKind.Feedback ? "feedback" : "expectation")).End();
        yaml.Add("last_update_time", TimeOf(assessment.LastUpdateTimeMs));
        if (assessment.Metadata.Count > 0)
            yaml.AddMap("metadata", assessment.Metadata);
        return yaml
            .AddIfAny("overrides", assessment.Overrides)
            .AddIfAny("rationale", assessment.Rationale)
            .Begin("source").AddIfAny("source_id", assessment.Source.Id).Add("source_type", assessment.Source.Type).End()
            .AddIfAny("span_id", assessment.SpanId)
            .Add("trace_id", assessment.TraceId)
            .Add("valid", assessment.Valid);
    }

    private static YamlWriter WriteValue(Assessment assessment, YamlWriter yaml)
    {
        if (assessment.Error is { } error)
        {
            yaml.Begin("error").Add("error_code", error.Code).AddIfAny("error_message", error.Message).AddIfAny("stack_trace", error.StackTrace).End();
        }

        // MLflow's protocol buffers hold texts, numbers and truths as they are, and expectations of other kinds as JSON in a text.
        using var value = JsonDocument.Parse(assessment.Value);
        if (assessment.Kind == AssessmentKind.Expectation && value.RootElement.ValueKind is (JsonValueKind.Array or JsonValueKind.Object))
            return yaml.Begin("serialized_value").Add("serialization_format", "JSON_FORMAT").Add("value", assessment.Value).End();
        return yaml.AddJson("value", value.RootElement);
    }

    private static string? FaultOfTime(long time) =>
        time >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? null : "its time lies outside the years 1 to 9999";

    /// <summary>A time as protobuf writes it: <c>2026-11-23T00:35:49.619Z</c>.</summary>
    private static string TimeOf(long time)
    {
        var utc = DateTimeOffset.FromUnixTimeMilliseconds(time);
        return utc.ToString(utc.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }
}
