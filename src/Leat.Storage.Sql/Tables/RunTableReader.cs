using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Tables;

/// <summary>Reads columns of the runs of a page: of metrics, params and tags only those that were asked for, each table with one statement.</summary>
/// <param name="database">The database.</param>
/// <param name="session">A session in a read transaction, which sees one state of the database.</param>
/// <param name="found">The runs, one a row.</param>
/// <param name="view">Which children count.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class RunTableReader(
    SqlDatabase database, SqlSession session, List<(long Key, RunInfo Info)> found, ViewType view, CancellationToken cancellationToken)
{
    private readonly Dictionary<long, int> _rows = found.Select((run, row) => (run.Key, row)).ToDictionary();
    private readonly object _runs = database.Syntax.ListOf([.. found.Select(run => run.Key)]);
    private readonly Dictionary<string, LatestMetric?[]> _metrics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?[]> _params = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?[]> _tags = new(StringComparer.Ordinal);
    private readonly string?[] _notes = new string?[found.Count];
    private readonly long?[] _children = new long?[found.Count];
    private readonly List<DatasetName>?[] _datasets = new List<DatasetName>?[found.Count];
    private IReadOnlyList<OrderTerm> _order = [];

    /// <summary>Reads what these columns show.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="order">What else is needed of the last row: its values for these terms.</param>
    public async Task ReadAsync(IReadOnlyList<RunColumn> columns, IReadOnlyList<OrderTerm> order)
    {
        _order = order;
        if (found.Count == 0)
            return;
        await ReadMetricsAsync(KeysOf(RunColumnKind.Metric, SearchEntity.Metric)).ConfigureAwait(false);
        await ReadTextsAsync("params", _params, KeysOf(RunColumnKind.Param, SearchEntity.Param)).ConfigureAwait(false);
        var tags = KeysOf(RunColumnKind.Tag, SearchEntity.Tag);
        await ReadTextsAsync("tags", _tags, Has(RunColumnKind.Parent) ? tags.Append(RunRules.ParentRunIdTag) : tags).ConfigureAwait(false);
        if (Has(RunColumnKind.Note))
            await ReadNotesAsync().ConfigureAwait(false);
        if (Has(RunColumnKind.Children))
            await CountChildrenAsync().ConfigureAwait(false);
        if (Has(RunColumnKind.Datasets))
            await ReadDatasetsAsync().ConfigureAwait(false);

        bool Has(RunColumnKind kind) => columns.Any(column => column.Kind == kind);

        IEnumerable<string> KeysOf(RunColumnKind kind, SearchEntity entity) =>
            columns.Where(column => column.Kind == kind).Select(column => column.Key!).Concat(KeysIn(order, entity));
    }

    /// <summary>The values of a column that was read.</summary>
    public RunColumnValues ValuesOf(RunColumn column) => column.Kind switch
    {
        RunColumnKind.RunName => new TextValues(column, [.. found.Select(run => run.Info.RunName)]),
        RunColumnKind.Status => new TextValues(column, [.. found.Select(run => run.Info.Status.WireName())]),
        RunColumnKind.StartTime => new IntegerValues(column, [.. found.Select(run => run.Info.StartTimeMs)]),
        RunColumnKind.EndTime => new IntegerValues(column, [.. found.Select(run => run.Info.EndTimeMs)]),
        RunColumnKind.Duration => new IntegerValues(column, [.. found.Select(run => DurationOf(run.Info))]),
        RunColumnKind.UserId => new TextValues(column, [.. found.Select(run => run.Info.UserId)]),
        RunColumnKind.ExperimentId => new TextValues(column, [.. found.Select(run => run.Info.ExperimentId)]),
        RunColumnKind.LifecycleStage => new TextValues(column, [.. found.Select(run => run.Info.LifecycleStage.WireName())]),
        RunColumnKind.ArtifactUri => new TextValues(column, [.. found.Select(run => run.Info.ArtifactUri)]),
        RunColumnKind.Children => new IntegerValues(column, _children),
        RunColumnKind.Parent => TextsOf(column, _tags, RunRules.ParentRunIdTag),
        RunColumnKind.Datasets => new DatasetValues(column, _datasets),
        RunColumnKind.Note => new TextValues(column, _notes),
        RunColumnKind.Metric when column.Part == MetricPart.Step => new IntegerValues(column, [.. MetricsOf(column.Key!).Select(metric => metric?.Step)]),
        RunColumnKind.Metric => new NumberValues(column, [.. MetricsOf(column.Key!).Select(metric => metric?.ValueOf(column.Part))]),
        RunColumnKind.Param => TextsOf(column, _params, column.Key!),
        RunColumnKind.Tag => TextsOf(column, _tags, column.Key!),
        _ => throw new NotSupportedException($"{column.Kind} is not a column."),
    };

    /// <summary>The last row, as far as the order looks at it.</summary>
    public Run LastRun()
    {
        var last = found.Count - 1;
        return new Run(
            found[last].Info,
            new RunData(
                [.. KeysIn(_order, SearchEntity.Metric).Select(key => MetricsOf(key)[last]?.AsMetric(key)).OfType<Metric>()],
                [.. KeysIn(_order, SearchEntity.Param).Where(key => _params[key][last] is not null).Select(key => new Param(key, _params[key][last]!))],
                [.. KeysIn(_order, SearchEntity.Tag).Where(key => _tags[key][last] is not null).Select(key => new Tag(key, _tags[key][last]!))]),
            new RunInputs([]));
    }

    private static IEnumerable<string> KeysIn(IReadOnlyList<OrderTerm> order, SearchEntity entity) =>
        order.Where(term => term.Entity == entity).Select(term => term.Field.Key);

    private static long? DurationOf(RunInfo run) => run.StartTimeMs == 0 ? null : run.EndTimeMs - run.StartTimeMs;

    private TextValues TextsOf(RunColumn column, Dictionary<string, string?[]> byKey, string key) =>
        new(column, byKey.GetValueOrDefault(key) ?? new string?[found.Count]);

    private async Task ReadMetricsAsync(IEnumerable<string> keys)
    {
        var columns = await ColumnsOfAsync(keys, _metrics).ConfigureAwait(false);
        if (columns.Count == 0)
            return;
        await session.ReadEachAsync(
            $"""
            SELECT m.run, m.name, m.value, m.is_nan, m.min_value, m.max_value, m.step FROM metric_latest m
            WHERE {database.Syntax.InList("m.run", "@p0")} AND {database.Syntax.InList("m.name", "@p1")}
            """,
            [_runs, database.Syntax.ListOf([.. columns.Keys])],
            row =>
            {
                var at = _rows[row.NextInt64()];
                columns[row.NextInt64()][at] = new LatestMetric(row.NextMetricValue(), row.NextDoubleOrNull(), row.NextDoubleOrNull(), row.NextInt64());
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Params or tags.</summary>
    private async Task ReadTextsAsync(string table, Dictionary<string, string?[]> byKey, IEnumerable<string> keys)
    {
        var columns = await ColumnsOfAsync(keys, byKey).ConfigureAwait(false);
        if (columns.Count == 0)
            return;
        await session.ReadEachAsync(
            $"""
            SELECT x.run, x.name, x.value FROM {table} x
            WHERE {database.Syntax.InList("x.run", "@p0")} AND {database.Syntax.InList("x.name", "@p1")}
            """,
            [_runs, database.Syntax.ListOf([.. columns.Keys])],
            row =>
            {
                var at = _rows[row.NextInt64()];
                columns[row.NextInt64()][at] = row.NextText();
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An empty column for each key, and those whose name is known, by its number.</summary>
    private async Task<Dictionary<long, T?[]>> ColumnsOfAsync<T>(IEnumerable<string> keys, Dictionary<string, T?[]> byKey)
    {
        var byName = new Dictionary<long, T?[]>();
        foreach (var key in keys)
        {
            if (!byKey.TryAdd(key, new T?[found.Count]))
                continue;
            if (await database.Names.FindAsync(session, LongName.StandIn(key)).ConfigureAwait(false) is { } name)
                byName.TryAdd(name, byKey[key]);
        }

        return byName;
    }

    private async Task ReadNotesAsync()
    {
        if (await database.Names.FindAsync(session, NoteText.Tag).ConfigureAwait(false) is not { } name)
            return;
        await session.ReadEachAsync(
            $"SELECT x.run, substr(x.value, 1, {NoteText.LineLength}) FROM tags x WHERE {database.Syntax.InList("x.run", "@p0")} AND x.name = @p1",
            [_runs, name],
            row =>
            {
                var at = _rows[row.NextInt64()];
                _notes[at] = NoteText.FirstLine(row.NextText());
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts through the index of the tag that names the parent, experiment by experiment: no index spans them.</summary>
    private async Task CountChildrenAsync()
    {
        Array.Fill(_children, 0);
        if (await database.Names.FindAsync(session, RunRules.ParentRunIdTag).ConfigureAwait(false) is not { } name)
            return;
        var rows = found.Select((run, row) => (run.Info.RunId, row)).ToDictionary(StringComparer.Ordinal);
        foreach (var siblings in found.Select(run => run.Info).GroupBy(info => info.ExperimentId))
        {
            var text = new SqlText(database.Syntax);
            var where = new List<string>
            {
                RunFilterSql.OfName(text, "c", ExperimentKey.Parse(siblings.Key), name),
                IndexedText.In(text, "c.value", [.. siblings.Select(info => info.RunId)]),
            };
            if (FilterSql.InView(text, RunColumns.Stage, view) is { } stage)
                where.Add(stage);
            await session.ReadEachAsync(
                $"""
                SELECT c.value, COUNT(*) FROM tags c {RunColumns.JoinTo("c.run", database.Syntax)}
                WHERE {SqlText.And(where)} GROUP BY c.value
                """,
                text.Arguments,
                row =>
                {
                    var at = rows[row.NextText()];
                    _children[at] = row.NextSum();
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadDatasetsAsync() => await session.ReadEachAsync(
        $"""
        SELECT i.run, d.name, d.digest FROM inputs i JOIN datasets d ON d.id = i.dataset
        WHERE {database.Syntax.InList("i.run", "@p0")} ORDER BY i.run, i.ordinal
        """,
        [_runs],
        row => (_datasets[_rows[row.NextInt64()]] ??= []).Add(new DatasetName(row.NextText(), row.NextText())),
        cancellationToken).ConfigureAwait(false);

    private LatestMetric?[] MetricsOf(string key) => _metrics.GetValueOrDefault(key) ?? new LatestMetric?[found.Count];

    /// <summary>What is known of a metric of one run without reading its history.</summary>
    private sealed record LatestMetric(double Last, double? Min, double? Max, long Step)
    {
        public Metric AsMetric(string key) => new(key, Last, 0, Step);

        public double? ValueOf(MetricPart part) => part switch
        {
            MetricPart.Min => Min,
            MetricPart.Max => Max,
            _ => Last,
        };
    }
}
