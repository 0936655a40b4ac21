using System.Globalization;
using Leat.Core;

namespace Leat.Transfer.Tests.Export;

/// <summary>Random things of all kinds that a file store can keep, with texts that a careless writer of files would change.</summary>
internal sealed class AnyThing(Random random)
{
    private const long SomeTime = 1_700_000_000_000;

    private static readonly string[] Pieces =
    [
        "1", "true", "null", "~", "2024-01-01", ": ", " #", "'", "\"", "\\", "\n", "\r\n", "\t", " ", "é", "🎉", "\u2028", "\u0001", "\u0085", "{}", "[x]", "- ", "&a", "%", "yes", "0x1f", "1e5",
    ];

    private static readonly double[] Numbers = [0, 1, -2.5, 0.1, 1e16, 1e-5, 1e300, 5e-324, double.MaxValue, -double.MaxValue, double.NaN, 123456789012345678, 1.0 / 3];

    private int _next;

    public FakeSource Source()
    {
        var experiments = Several(3, () => new Experiment(
            Number(), Text(1), Text(), Pick(LifecycleStage.Active, LifecycleStage.Deleted), Time(), Time(), Tags("e")));
        var runs = Several(8, () => NewRun(Pick([.. experiments])));
        return new FakeSource
        {
            Experiments = experiments,
            Runs = runs,
            Models = Several(4, () => NewModel(Pick([.. experiments]), Pick([.. runs]))),
            Registered = Several(3, NewRegistered),
            Traces = Several(4, () => NewTrace(Pick([.. experiments]))),
        };
    }

    private BulkRun NewRun(Experiment experiment)
    {
        var stage = experiment.LifecycleStage == LifecycleStage.Deleted ? LifecycleStage.Deleted : Pick(LifecycleStage.Active, LifecycleStage.Deleted);
        var info = new RunInfo(
            Id(), experiment.ExperimentId, Text(1), Text(), Pick(RunStatus.Running, RunStatus.Finished, RunStatus.Killed), Time(), Pick<long?>(null, Time()), Text(1), stage);
        return new BulkRun(info)
        {
            DeletedTimeMs = stage == LifecycleStage.Deleted ? Time() : null,
            Params = [.. Tags("p").Select(tag => new Param(tag.Key, tag.Value))],
            Tags = [.. Tags("t"), new Tag(RunRules.RunNameTag, info.RunName)],
            Metrics = Several(4, () => new BulkSeries(Key("m"), Points())),
            Inputs = new RunInputs(Several(2, () => new DatasetInput(
                new Dataset(Text(1) + Number(), Number(), Text(1), Text(), Pick(null, Text(1)), Pick(null, Text(1))), [new Tag(Text(1), Text())])))
            {
                ModelIds = Several(1, () => $"m-{Id()}"),
            },
            Outputs = Several(2, () => new ModelOutput($"m-{Id()}", random.Next(9))),
        };
    }

    private BulkModel NewModel(Experiment experiment, BulkRun run)
    {
        var (id, updated) = ($"m-{Id()}", Time());
        return new BulkModel(new LoggedModel(
            id, experiment.ExperimentId, "model", Text(1), Time(), updated, Pick(LoggedModelStatus.Pending, LoggedModelStatus.Ready), Text(), run.Info.RunId, Tags("t"),
            [.. Tags("p").Select(tag => new Param(tag.Key, tag.Value))],
            Several(3, () => new ModelMetric(run.Info.RunId, new Metric(Key("m"), Pick(Numbers), Time(), random.Next(9), Pick(new(id, null, null), new MetricLink(id, "data", "d1")))))))
        {
            DeletedTimeMs = Pick<long?>(null, updated),
        };
    }

    private BulkRegisteredModel NewRegistered()
    {
        var name = $"registered {Number()}: it's 'é'";
        var versions = Several(3, () => new ModelVersion(
            name, ++_next, Time(), Time(), Pick(ModelStage.None, ModelStage.Production), Text(), $"s3://bucket/{Number()}", $"s3://bucket/{Number()}", Pick("", Id()), Text(), Tags("t"), []));
        return new BulkRegisteredModel(
            new RegisteredModel(name, Time(), Time(), Text(), [], Tags("t"), [new ModelAlias("best", versions[0].Version), new ModelAlias("e", versions[^1].Version)]), versions,
            versions[^1].Version);
    }

    private SourceTrace NewTrace(Experiment experiment)
    {
        var id = $"tr-{Id()}";
        var spans = Several(2, () => new Span(
            id, Id()[..16], null, Text(1), SomeTime, SomeTime + 5, SpanStatus.Ok, Text(), [KeyValuePair.Create(TraceKeys.SpanInputs, "{\"q\": \"\u00e9\"}")], []));
        var info = new TraceInfo(
            id, experiment.ExperimentId, Time(), Pick<long?>(null, 5), Pick(TraceState.Ok, TraceState.InProgress), Tags("m"),
            [.. Tags("t"), new Tag(TraceKeys.ArtifactLocation, "mlflow-artifacts:/1/traces"), new Tag(TraceKeys.SpansLocation, TraceKeys.TrackingStore)],
            Several(3, () => NewAssessment(id)))
        {
            ClientRequestId = Pick(null, Text(1)),
            RequestPreview = Pick(null, Text(1)),
            ResponsePreview = Pick(null, Text(1)),
        };
        return new SourceTrace(new Trace(info, Pick(spans, [])), [], Fault: null);
    }

    private Assessment NewAssessment(string trace) => new(
        $"a-{Id()}", trace, Text(1), Pick(AssessmentKind.Feedback, AssessmentKind.Expectation),
        Pick("true", "0.5", "1e+300", "\"1\"", "null", "[1, [\"a\"], {}, {\"k: 'x'\": [null, -2]}]", "\"line\\nline\""), new AssessmentSource("HUMAN", Pick(null, Text(1))), Time(), Time())
    {
        Rationale = Pick(null, Text(1)),
        Metadata = [new Tag(Text(1), Text())],
        Valid = Pick(true, false),
        Error = Pick(null, new AssessmentError("CODE", Text(1), null)),
    };

    private List<MetricPoint> Points()
    {
        var points = Several(5, () => new MetricPoint(++_next, Time(), MetricValues.Canonical(Pick(Numbers))));
        return points;
    }

    private List<Tag> Tags(string name) => Several(3, () => new Tag(Key(name), Text()));

    private string Key(string name) => $"{name}/{Pick("a b", "ü", "x.y", "a:b", "-", "sub/dir")}/{Number()}";

    private string Text(int least = 0) => string.Concat(Enumerable.Range(0, random.Next(least, 6)).Select(_ => Pick(Pieces))) + (least > 0 ? Number() : "");

    private long Time() => SomeTime + random.Next(100_000);

    private string Number() => (++_next).ToString(CultureInfo.InvariantCulture);

    private string Id() => $"{++_next:x8}{random.NextInt64():x16}00000000";

    private List<T> Several<T>(int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => make())];

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
