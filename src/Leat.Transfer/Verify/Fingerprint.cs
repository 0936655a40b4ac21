using System.Globalization;
using Leat.Core;

namespace Leat.Transfer.Verify;

/// <summary>One thing as digests of its parts, by names for people: <c>the param 'lr'</c>.</summary>
internal sealed class Fingerprint
{
    /// <summary>A part that a source need not say: the store then gives the usual place.</summary>
    private const string Place = "where its files are";

    private const string Times = "its times";

    private readonly Dictionary<string, Digest> _parts = new(StringComparer.Ordinal);

    /// <summary>The digest of all of it.</summary>
    public Digest Total => _parts.Aggregate(default(Digest), (sum, part) => sum + Digest.Of(part.Key, part.Value.ToString()));

    public static Fingerprint Of(Experiment experiment)
    {
        var print = new Fingerprint()
            .Add("its name", experiment.Name)
            .AddPlace(experiment.ArtifactLocation)
            .Add("whether it is deleted", experiment.LifecycleStage.ToString())
            .AddTags(experiment.Tags);
        return experiment.ExperimentId.Length > 0 ? print.Add(Times, Text(experiment.CreationTimeMs), Text(experiment.LastUpdateTimeMs)) : print;
    }

    /// <summary>A run without the points of its metrics.</summary>
    /// <param name="info">Its attributes.</param>
    /// <param name="experiment">The name of its experiment, whose id may be another.</param>
    /// <param name="parameters">Its params.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="inputs">What it used.</param>
    /// <param name="outputs">What it made.</param>
    public static Fingerprint Of(
        RunInfo info, string? experiment, IReadOnlyList<Param> parameters, IReadOnlyList<Tag> tags, RunInputs inputs, IReadOnlyList<ModelOutput> outputs)
    {
        var print = new Fingerprint()
            .Add("its name", info.RunName)
            .Add("its experiment", experiment)
            .Add("its user", info.UserId)
            .Add("its status", info.Status.WireName())
            .Add(Times, Text(info.StartTimeMs), Text(info.EndTimeMs))
            .AddPlace(info.ArtifactUri)
            .Add("whether it is deleted", info.LifecycleStage.ToString())
            .AddTags(tags);
        foreach (var param in parameters)
            print.Add($"the param '{param.Key}'", param.Value);
        foreach (var (dataset, dataTags) in inputs.Datasets)
        {
            print.Add(
                $"the dataset '{dataset.Name}' ({dataset.Digest})",
                [dataset.SourceType, dataset.Source, .. dataTags.OrderBy(tag => tag.Key, StringComparer.Ordinal).SelectMany(tag => (string[])[tag.Key, tag.Value])]);
        }

        foreach (var model in inputs.ModelIds)
            print.Add($"the model {model}, which it used", "");
        foreach (var output in outputs)
            print.Add($"the model {output.ModelId}, which it made", Text(output.Step));
        return print;
    }

    public static Fingerprint Of(LoggedModel model, string? experiment, bool isDeleted)
    {
        var print = new Fingerprint()
            .Add("its name", model.Name)
            .Add("its experiment", experiment)
            .AddPlace(model.ArtifactUri)
            .Add(Times, Text(model.CreationTimestampMs), Text(model.LastUpdatedTimestampMs))
            .Add("its status", model.Status.WireName())
            .Add("its type and run", model.ModelType, model.SourceRunId)
            .Add("whether it is deleted", isDeleted.ToString())
            .AddTags(model.Tags);
        foreach (var param in model.Params)
            print.Add($"the param '{param.Key}'", param.Value);
        foreach (var (run, metric) in model.Metrics)
        {
            print.AddDigest(
                $"the metric '{metric.Key}'",
                Digest.Of(run, metric.Link?.DatasetName ?? "", metric.Link?.DatasetDigest ?? "") + Digest.Of(new MetricPoint(metric.Step, metric.TimestampMs, metric.Value)));
        }

        return print;
    }

    public static Fingerprint Of(RegisteredModel model)
    {
        var print = new Fingerprint().Add("its description", model.Description).Add("when it was created", Text(model.CreationTimestampMs)).AddTags(model.Tags);
        foreach (var alias in model.Aliases)
            print.Add($"the alias '{alias.Alias}'", Text(alias.Version));
        return print;
    }

    public static Fingerprint Of(ModelVersion version) => new Fingerprint()
        .Add("its description", version.Description)
        .Add("its stage", version.Stage.WireName())
        .Add("its source", version.Source)
        .Add("its run", version.RunId, version.RunLink)
        .Add(Times, Text(version.CreationTimestampMs), Text(version.LastUpdatedTimestampMs))
        .AddTags(version.Tags);

    /// <param name="trace">A trace.</param>
    /// <param name="experiment">The name of its experiment, whose id may be another.</param>
    /// <param name="withPlace">Whether it matters where it says that its files are.</param>
    public static Fingerprint Of(Trace trace, string? experiment, bool withPlace)
    {
        var info = trace.Info;
        var print = new Fingerprint()
            .Add("its experiment", experiment)
            .Add(Times, Text(info.RequestTimeMs), Text(info.ExecutionDurationMs))
            .Add("its state", info.State.WireName())
            .Add("its request", info.ClientRequestId, info.RequestPreview, info.ResponsePreview)
            .AddTags(withPlace ? info.Tags : [.. info.Tags.Where(tag => tag.Key != TraceKeys.ArtifactLocation)]);
        foreach (var entry in info.Metadata.Where(entry => entry.Key != TraceKeys.SourceRun))
            print.Add($"the metadata '{entry.Key}'", entry.Value);
        foreach (var span in trace.Spans)
            print.Add($"the span {span.SpanId}", SpanJson.Write(Canonical(span)));
        foreach (var assessment in info.Assessments)
        {
            print.Add(
                $"the assessment {assessment.AssessmentId}",
                [
                    assessment.Name, assessment.Kind.ToString(), CanonicalJson.Of(assessment.Value), assessment.Source.Type, assessment.Source.Id, Text(assessment.CreateTimeMs),
                    Text(assessment.LastUpdateTimeMs), assessment.Rationale, assessment.SpanId, assessment.Overrides, assessment.Valid.ToString(),
                    assessment.Error?.Code, assessment.Error?.Message,
                    .. assessment.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => (string[])[entry.Key, entry.Value]),
                ]);
        }

        return print;
    }

    /// <summary>Adds to a part that several values make up, in any order.</summary>
    public Fingerprint AddDigest(string part, Digest digest)
    {
        _parts[part] = _parts.GetValueOrDefault(part) + digest;
        return this;
    }

    /// <summary>Leaves out what the store chose itself, as the source does not say it.</summary>
    public void LeaveOutChoices(Fingerprint source)
    {
        foreach (var part in (string[])[Place, Times])
        {
            if (!source._parts.ContainsKey(part))
                _parts.Remove(part);
        }
    }

    /// <summary>What the same thing here lacks of this one, and what differs.</summary>
    public IEnumerable<(string Text, bool IsMissing)> DifferencesOf(Fingerprint here)
    {
        foreach (var (part, digest) in _parts)
        {
            if (!here._parts.TryGetValue(part, out var other))
                yield return ($"lacks {part}", true);
            else if (other != digest)
                yield return digest.Count != other.Count
                    ? ($"differs in {part}: {Text(digest.Count)} values in the source, {Text(other.Count)} here", other.Count < digest.Count)
                    : ($"differs in {part}", false);
        }

        foreach (var part in here._parts.Keys)
        {
            if (!_parts.ContainsKey(part))
                yield return ($"has {part}, unlike the source", false);
        }
    }

    private static Span Canonical(Span span) => span with
    {
        Attributes = Canonical(span.Attributes),
        Events = [.. span.Events.Select(happened => happened with { Attributes = Canonical(happened.Attributes) })],
    };

    private static IReadOnlyList<KeyValuePair<string, string>> Canonical(IReadOnlyList<KeyValuePair<string, string>> attributes) =>
        [.. attributes.Select(entry => KeyValuePair.Create(entry.Key, CanonicalJson.Of(entry.Value)))];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private Fingerprint Add(string part, params ReadOnlySpan<string?> values) => AddDigest(part, Digest.Of(values));

    private Fingerprint AddPlace(string uri) => uri.Length > 0 ? Add(Place, uri) : this;

    private Fingerprint AddTags(IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
            Add($"the tag '{tag.Key}'", tag.Value);
        return this;
    }
}
