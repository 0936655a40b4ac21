using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification.Search;

/// <summary>Random runs and queries from small sets of values, so that they often match.</summary>
internal sealed class RandomSearch(int seed)
{
    private static readonly double[] Values =
        [0, -0.0, 1, 1.5, -2, 0.1, 1e300, -1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly string[] Numbers = ["0", "1", "1.5", "-2", "0.1", "1e301", "-1e301", "1.7976931348623157e308"];

    private static readonly string[] Texts =
        ["", "a", "A", "ab", "Ab", "a%b", "a_b", "aXb", "é", "É", "日本", "🚀x", "\uFFFDx", "it's", " a", "a ", "10", "9"];

    private static readonly string[] Patterns =
        ["", "%", "_", "__", "a%", "A%", "%b", "a_b", "%a%", "%%", "_x", "é", "%本", "a%b%", "%'%", "% ", "1%"];

    private static readonly string[] NumberComparators = ["=", "!=", ">", ">=", "<", "<="];

    private readonly Random _random = new(seed);

    public async Task<Run> LogRunAsync(ITrackingStore store, string experimentId, CancellationToken cancellationToken)
    {
        var tags = Some(["t", "u"]).Select(key => new Tag(key, Pick(Texts))).ToList();
        var newRun = NewRun.Create(experimentId, "r" + _random.Next(5), Pick(["", "alice", "bob"]), _random.Next(4), tags);
        var runId = (await store.Runs.CreateRunAsync(newRun, cancellationToken)).Info.RunId;
        var metrics = Some(["m", "n"]).SelectMany(Points).ToList();
        var parameters = Some(["p", "q"]).Select(key => new Param(key, Pick(Texts))).ToList();
        await store.Runs.LogAsync(LogBatch.Create(runId, metrics, parameters), cancellationToken);
        var datasets = Enumerable.Range(0, _random.Next(3)).Select(_ => Dataset()).ToList();
        await store.Runs.LogInputsAsync(LogInputs.Create(runId, datasets), cancellationToken);
        if (_random.Next(3) > 0)
        {
            var update = new RunUpdate(runId) { Status = Pick(Enum.GetValues<RunStatus>()), EndTimeMs = EndTime() };
            await store.Runs.UpdateRunAsync(update, cancellationToken);
        }

        return await store.Runs.GetRunAsync(runId, cancellationToken);
    }

    public RunQuery Query(IReadOnlyList<string> experimentIds, IReadOnlyList<Run> runs)
    {
        var language = _random.Next(2) == 0 ? FilterLanguage.Mlflow : FilterLanguage.Boolean;
        var filter = language == FilterLanguage.Boolean
            ? Tree(runs, depth: 3)
            : string.Join(" AND ", Enumerable.Range(0, _random.Next(4)).Select(_ => Clause(runs)));
        return Query(experimentIds) with { Filter = RunSearch.ParseFilter(filter, language) };
    }

    /// <summary>True once in <paramref name="times"/> on average.</summary>
    public bool OnceIn(int times) => _random.Next(times) == 0;

    /// <summary>Small enough that most searches take several pages.</summary>
    public long SmallPageSize() => _random.Next(1, 9);

    private RunQuery Query(IReadOnlyList<string> experimentIds) => new()
    {
        ExperimentIds = _random.Next(3) == 0 ? experimentIds : [Pick(experimentIds)],
        View = Pick(Enum.GetValues<ViewType>()),
        OrderBy = RunSearch.ParseOrderBy(OrderBy()),
        MaxResults = Pick([1L, 3, 10, 1_000]),
        PageToken = _random.Next(3) == 0 ? PageToken.FromOffset(_random.Next(1, 12)) : null,
    };

    private string Tree(IReadOnlyList<Run> runs, int depth) => _random.Next(depth == 0 ? 1 : 6) switch
    {
        0 or 1 => Clause(runs),
        2 => $"{Pick(["NOT", "not"])} ({Tree(runs, depth - 1)})",
        3 => $"NOT {Clause(runs)}",
        4 => $"({Tree(runs, depth - 1)}) {Pick(["AND", "OR"])} {Tree(runs, depth - 1)}",
        _ => $"{Tree(runs, depth - 1)} {Pick(["AND", "OR", "or"])} ({Tree(runs, depth - 1)})",
    };

    private string Clause(IReadOnlyList<Run> runs) => _random.Next(9) switch
    {
        0 or 1 => $"metrics.{Pick(["m", "n"])} {Pick(NumberComparators)} {Pick(Numbers)}",
        2 => $"params.{Pick(["p", "q"])} {TextTest()}",
        3 => $"tags.{Pick(["t", "u"])} {TextTest()}",
        4 => $"{Pick(["start_time", "end_time"])} {Pick(NumberComparators)} {Pick(["0", "1", "2.5", "5", "-1"])}",
        5 => $"{Pick(["status", "user_id", "run_name"])} {Pick(["=", "!="])} '{Pick(["RUNNING", "FINISHED", "alice", "", "r1"])}'",
        6 => $"{Pick(["status", "user_id", "run_name"])} {Pick(["LIKE", "ILIKE"])} '{Pick(["%I%", "r_", "%", "ALICE", "_"])}'",
        7 => $"run_id {Pick(["IN", "NOT IN"])} ('{Pick(runs).Info.RunId}', '{Pick(runs).Info.RunId}')",
        _ => $"datasets.{Pick(["name", "digest", "context"])} {Pick(["= 'a'", "!= 'a'", "LIKE 'a%'", "ILIKE 'A'", "IN ('b','A')", "NOT IN ('a')"])}",
    };

    private string TextTest() => _random.Next(5) switch
    {
        0 or 1 => $"{Pick(["=", "!="])} \"{Pick(Texts)}\"",
        2 or 3 => $"{Pick(["LIKE", "ILIKE"])} \"{Pick(Patterns)}\"",
        _ => Pick(["IS NULL", "is not null"]),
    };

    private List<string> OrderBy()
    {
        string[] fields =
            ["metrics.m", "metrics.n", "params.p", "tags.t", "status", "start_time", "end_time", "run_name", "user_id", "run_id"];
        _random.Shuffle(fields);
        return [.. fields.Take(_random.Next(4)).Select(field => field + Pick(["", " ASC", " DESC"]))];
    }

    private IEnumerable<Metric> Points(string key) =>
        Enumerable.Range(0, _random.Next(1, 4)).Select(_ => new Metric(key, Pick(Values), _random.Next(3), _random.Next(3)));

    private DatasetInput Dataset()
    {
        IReadOnlyList<Tag> tags = _random.Next(2) == 0 ? [] : [new Tag("mlflow.data.context", Pick(["a", "A", "b"]))];
        return new DatasetInput(new Dataset(Pick(["a", "ab", "A"]), Pick(["a", "b"]), "local", "{}"), tags);
    }

    private long? EndTime() => _random.Next(2) == 0 ? null : _random.Next(6);

    private List<string> Some(string[] keys) => keys.Where(_ => _random.Next(3) > 0).ToList();

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
