using System.Globalization;
using Leat.Core;

namespace Leat.SearchBench;

/// <summary>Fills a store with traces to be searched: five spans each, tags, metadata and feedback, in one experiment.</summary>
/// <remarks>
/// Values are drawn from a fixed seed and independent of each other. One trace in ten is an error; one in a hundred has the tag
/// <c>stage = 'gold'</c> and a span called <c>rerank</c>; <see cref="FewCount"/> have a span called <c>rare</c> of the type <c>RARE</c>, the tag
/// <c>few = 'yes'</c> and the model <c>rare</c>, whatever the size, and lie anywhere.
/// </remarks>
internal sealed class TraceData
{
    /// <summary>Traces with what is rare.</summary>
    public const int FewCount = 500;

    /// <summary>How many traces there are at least.</summary>
    public const int Least = 10_000;

    private const int SpansEach = 5;
    private const int TracesPerCall = 400;
    private const int CallsAtOnce = 4;
    private const long FirstStartMs = 1_700_000_000_000;
    private const int Seed = 42;

    private static readonly string[] Names = ["agent", "retrieve", "embed", "chat", "format"];
    private static readonly string[] Types = ["AGENT", "RETRIEVER", "EMBEDDING", "CHAT_MODEL", "PARSER"];

    private readonly ITrackingStore _store;
    private readonly string _experiment;
    private readonly HashSet<int> _few = [];
    private readonly int _traces;

    private TraceData(ITrackingStore store, string experiment, int traces)
    {
        (_store, _experiment, _traces) = (store, experiment, traces);
        var random = new Random(Seed);
        while (_few.Count < Math.Min(FewCount, traces))
            _few.Add(random.Next(traces));
    }

    /// <summary>Adds what a store lacks.</summary>
    /// <param name="store">The store.</param>
    /// <param name="traces">How many traces the experiment has.</param>
    /// <returns>The experiment.</returns>
    public static async Task<IReadOnlyList<string>> MakeAsync(ITrackingStore store, int traces)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"traces {traces}");
        if (await store.Experiments.FindExperimentByNameAsync(name) is { } full)
            return [full.ExperimentId];
        var experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create($"{name}, begun {Guid.NewGuid():N}"));
        await new TraceData(store, experiment, traces).LoadAsync();
        await store.Experiments.RenameExperimentAsync(experiment, name);
        return [experiment];
    }

    private Task LoadAsync() => Parallel.ForEachAsync(
        Enumerable.Range(0, _traces).Chunk(TracesPerCall),
        new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce },
        async (some, cancellationToken) =>
        {
            await _store.Traces.LogSpansAsync(_experiment, [.. some.SelectMany(SpansOf)], cancellationToken);
            await Task.WhenAll(some.Select(trace => _store.Traces.StartTraceAsync(NewTrace.Create(InfoOf(trace)), cancellationToken)));
        });

    /// <summary>What the trace itself says; the number alone decides, so that a load may be done in any order.</summary>
    private TraceInfo InfoOf(int trace)
    {
        var random = new Random(trace);
        var duration = random.Next(20, 5_000);
        var state = random.Next(10) == 0 ? TraceState.Error : TraceState.Ok;
        List<Tag> tags =
        [
            new("mlflow.traceName", Names[random.Next(Names.Length)]),
            new("stage", random.Next(100) == 0 ? "gold" : "raw"),
            new("few", _few.Contains(trace) ? "yes" : "no"),
        ];
        List<Tag> metadata = [new("mlflow.trace.user", $"user{random.Next(20)}"), new("mlflow.trace.session", $"session {trace / 5}")];
        return new TraceInfo(IdOf(trace), _experiment, StartOf(trace), duration, state, metadata, tags, []);
    }

    private IEnumerable<Span> SpansOf(int trace)
    {
        var random = new Random(trace);
        var start = StartOf(trace) * 1_000_000;
        for (var i = 0; i < SpansEach; i++)
        {
            var isLast = i == SpansEach - 1;
            var (name, type) = isLast && _few.Contains(trace) ? ("rare", "RARE")
                : isLast && random.Next(100) == 0 ? ("rerank", "RERANKER")
                : (Names[i], Types[i]);
            yield return new Span(
                IdOf(trace),
                string.Create(CultureInfo.InvariantCulture, $"{i + 1:x16}"),
                i == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{1:x16}"),
                name,
                start + (i * 1_000_000),
                start + 20_000_000 + (i * 1_000_000),
                random.Next(20) == 0 ? SpanStatus.Error : SpanStatus.Ok,
                "",
                [
                    new("mlflow.spanType", $"\"{type}\""),
                    new("mlflow.spanInputs", $"{{\"question\": \"What is number {random.Next(100_000)} of the catalogue?\"}}"),
                    new("mlflow.spanOutputs", $"{{\"answer\": \"It is the {random.Next(100_000)}th, as far as I know.\"}}"),
                    new("model", _few.Contains(trace) ? "\"rare\"" : "\"common\""),
                ],
                []);
        }
    }

    /// <summary>When a trace began: one each second.</summary>
    public static long StartOf(int trace) => FirstStartMs + (trace * 1000L);

    private static string IdOf(int trace) => string.Create(CultureInfo.InvariantCulture, $"tr-{trace:x32}");
}
