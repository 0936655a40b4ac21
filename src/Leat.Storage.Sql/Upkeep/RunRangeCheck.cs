using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Checks everything that a range of runs has logged, and that no row in the range lacks its run.</summary>
internal sealed class RunRangeCheck(bool quick)
{
    /// <summary>The most rows that one query reports: after repairing these, the check is run again.</summary>
    private const int MaxFindings = 100;

    private const string InRange = "x.run > @p0 AND x.run <= @p1";

    /// <summary>What the rows of runs refer to besides their run.</summary>
    private static readonly (string Table, SchemaReference Reference)[] References =
    [
        .. from table in SchemaTables.OfRuns
           from reference in table.References
           where reference.Parent != "runs"
           select (table.Name, reference),
    ];

    private readonly Dictionary<long, string> _runs = [];
    private readonly Dictionary<long, string> _names = [];
    private readonly Dictionary<(long Run, long Name), SeriesCheck> _series = [];
    private readonly HashSet<long> _unreadable = [];
    private readonly List<(long Run, long? Name, string Text)> _found = [];
    private readonly List<MetricPoint> _points = [];

    /// <summary>One sentence per fault.</summary>
    public IReadOnlyList<string> Findings { get; private set; } = [];

    /// <summary>Checks the runs that follow a number.</summary>
    /// <returns>The number up to which everything is checked, and how many runs there were.</returns>
    public async Task<(long Until, int Runs)> ReadAsync(SqlSession session, long after, int limit, CancellationToken cancellationToken)
    {
        var until = await ReadRunsAsync(session, after, limit, cancellationToken).ConfigureAwait(false);
        foreach (var table in SchemaTables.OfRuns)
            await FindRowsWithoutRunAsync(session, table.Name, after, until, cancellationToken).ConfigureAwait(false);
        foreach (var (table, reference) in References)
            await FindBrokenAsync(session, table, reference, after, until, cancellationToken).ConfigureAwait(false);
        await ReadBlocksAsync(session, after, until, cancellationToken).ConfigureAwait(false);
        await ReadBundlesAsync(session, after, until, cancellationToken).ConfigureAwait(false);
        await ReadTailsAsync(session, after, until, cancellationToken).ConfigureAwait(false);
        await CompareLatestAsync(session, after, until, cancellationToken).ConfigureAwait(false);
        Findings = await TellAsync(session).ConfigureAwait(false);
        return (until, _runs.Count);
    }

    private async Task<long> ReadRunsAsync(SqlSession session, long after, int limit, CancellationToken cancellationToken)
    {
        var until = long.MaxValue;
        var last = after;
        await session.ReadEachAsync(
            $"""
            SELECT r.id, r.run_id, e.id, r.experiment_id FROM runs r LEFT JOIN experiments e ON e.id = r.experiment_id
            WHERE r.id > @p0 {session.Syntax.First(limit, "r.id")}
            """,
            [after],
            row =>
            {
                last = row.NextInt64();
                _runs.Add(last, row.NextText());
                if (row.NextInt64OrNull() is null)
                    Found(last, null, $"its experiment, number {row.NextInt64()}, is not there");
            },
            cancellationToken).ConfigureAwait(false);
        return _runs.Count == limit ? last : until;
    }

    private async Task FindRowsWithoutRunAsync(SqlSession session, string table, long after, long until, CancellationToken cancellationToken) =>
        await session.ReadEachAsync(
            $"""
            SELECT x.run, COUNT(*) FROM {table} x
            WHERE {InRange} AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.id = x.run) GROUP BY x.run {session.Syntax.First(MaxFindings)}
            """,
            [after, until],
            row => Found(row.NextInt64(), null, $"{row.NextInt64()} rows of table {table}, but there is no such run"),
            cancellationToken).ConfigureAwait(false);

    private async Task FindBrokenAsync(
        SqlSession session, string table, SchemaReference reference, long after, long until, CancellationToken cancellationToken)
    {
        var column = reference.Columns[^1];
        var match = string.Join(" AND ", reference.Columns.Zip(reference.ParentColumns, (own, other) => $"p.{other} = x.{own}"));
        await session.ReadEachAsync(
            $"""
            SELECT x.run, x.{column} FROM {table} x
            WHERE {InRange} AND NOT EXISTS (SELECT 1 FROM {reference.Parent} p WHERE {match})
            GROUP BY x.run, x.{column} {session.Syntax.First(MaxFindings)}
            """,
            [after, until],
            row => Found(row.NextInt64(), null, $"a row of table {table} has {column} number {row.NextInt64()}, which is not there"),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadBlocksAsync(SqlSession session, long after, long until, CancellationToken cancellationToken) =>
        await session.ReadEachAsync(
            $"""
            SELECT x.run, x.name, {MetricBlockRow.Columns}, {(quick ? "NULL" : "data")} FROM metric_blocks x
            WHERE {InRange} ORDER BY x.run, x.name, x.ordinal
            """,
            [after, until],
            row =>
            {
                var (run, name, block) = (row.NextInt64(), row.NextInt64(), MetricBlockRow.Read(row));
                var data = quick ? null : row.NextBytesOrNull() ?? [];
                if (CheckBlock(SeriesOf(run, name), block, data) is { } fault)
                    Found(run, name, $"block {block.Ordinal} (steps {block.Info.FirstStep} to {block.Info.LastStep}): {fault}");
            },
            cancellationToken).ConfigureAwait(false);

    private string? CheckBlock(SeriesCheck series, MetricBlockRow block, byte[]? data)
    {
        if (data is null)
            return series.AddBlock(block.Info);
        _points.Clear();
        try
        {
            MetricBlockCodec.Decode(data, _points);
        }
        catch (LeatException error)
        {
            series.IsDamaged = true;
            return error.Message;
        }

        var points = CollectionsMarshal.AsSpan(_points);
        if (FindDisorder(points) is { } disorder)
        {
            series.IsDamaged = true;
            return disorder;
        }

        var overlap = series.AddBlock(points);
        return MetricBlockInfo.Of(points) == block.Info ? overlap : "its columns (steps, timestamps, count, extremes) do not agree with its data";
    }

    private static string? FindDisorder(ReadOnlySpan<MetricPoint> points)
    {
        for (var i = 1; i < points.Length; i++)
        {
            if (MetricValues.CompareByStep(points[i - 1], points[i]) >= 0)
                return $"its points are not in order at step {points[i].Step}";
        }

        return null;
    }

    /// <summary>Done in quick checks as well: bundles are small, and no columns beside them say what they hold.</summary>
    private async Task ReadBundlesAsync(SqlSession session, long after, long until, CancellationToken cancellationToken) =>
        await session.ReadEachAsync(
            $"SELECT x.run, x.points, x.data FROM metric_bundles x WHERE {InRange} ORDER BY x.run",
            [after, until],
            row =>
            {
                var run = row.NextInt64();
                try
                {
                    CheckBundle(run, row.NextInt64(), MetricBundleCodec.Decode(row.NextBytesOrNull() ?? []));
                }
                catch (LeatException error)
                {
                    FoundUnreadable(run, $"bundle: {error.Message}");
                }
            },
            cancellationToken).ConfigureAwait(false);

    private void CheckBundle(long run, long count, SortedDictionary<long, List<MetricPoint>> bundle)
    {
        foreach (var (name, points) in bundle)
        {
            var series = SeriesOf(run, name);
            if (FindDisorder(CollectionsMarshal.AsSpan(points)) is { } disorder)
            {
                series.IsDamaged = true;
                Found(run, name, $"bundle: {disorder}");
            }

            foreach (var point in points)
                series.AddLate(point);
        }

        if (count != bundle.Values.Sum(points => (long)points.Count))
            Found(run, null, "bundle: its number of points does not agree with its data");
    }

    private async Task ReadTailsAsync(SqlSession session, long after, long until, CancellationToken cancellationToken)
    {
        var tail = new List<TailPoint>();
        await session.ReadEachAsync(
            $"SELECT x.run, x.seq, x.points FROM metric_tail x WHERE {InRange} ORDER BY x.run, x.seq",
            [after, until],
            row =>
            {
                var (run, seq) = (row.NextInt64(), row.NextInt64());
                tail.Clear();
                try
                {
                    // A value that is not bytes (SQLite allows any type) counts as damaged, like an empty row.
                    TailRowCodec.Decode(row.NextBytesOrNull() ?? [], tail);
                }
                catch (LeatException error)
                {
                    FoundUnreadable(run, $"tail row {seq}: {error.Message}");
                }

                foreach (var point in tail)
                    SeriesOf(run, point.NameId).AddLate(point.Point);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task CompareLatestAsync(SqlSession session, long after, long until, CancellationToken cancellationToken)
    {
        await session.ReadEachAsync(
            $"""
            SELECT x.run, x.name, x.step, x.timestamp_ms, x.value, x.is_nan, x.min_value, x.max_value FROM metric_latest x WHERE {InRange}
            """,
            [after, until],
            CompareLatest,
            cancellationToken).ConfigureAwait(false);
        foreach (var (key, series) in _series)
        {
            if (!series.IsDamaged && !_unreadable.Contains(key.Run))
                Found(key.Run, key.Name, "points, but no latest value");
        }
    }

    private void CompareLatest(SqlRow row)
    {
        var (run, name) = (row.NextInt64(), row.NextInt64());
        var isKnown = _series.Remove((run, name), out var series);
        if (_unreadable.Contains(run))
            return;
        var latest = new MetricPoint(row.NextInt64(), row.NextInt64(), row.NextMetricValue());
        if (!isKnown)
            Found(run, name, "a latest value, but no points");
        else if (series!.Compare(latest, row.NextDoubleOrNull(), row.NextDoubleOrNull()) is { } fault)
            Found(run, name, fault);
    }

    private async Task<List<string>> TellAsync(SqlSession session)
    {
        var told = new List<string>(_found.Count);
        foreach (var (run, name, text) in _found)
        {
            var who = _runs.TryGetValue(run, out var id) ? $"run {id}" : $"run number {run}";
            told.Add(name is { } number ? $"{who}, metric {await NameAsync(session, number).ConfigureAwait(false)}: {text}" : $"{who}: {text}");
        }

        return told;
    }

    private async ValueTask<string> NameAsync(SqlSession session, long name)
    {
        if (!_names.TryGetValue(name, out var text))
        {
            text = await session.ScalarAsync("SELECT name FROM names WHERE id = @p0", name).ConfigureAwait(false) is string known
                ? $"'{known}'"
                : $"number {name}, whose name is not there";
            _names.Add(name, text);
        }

        return text;
    }

    private SeriesCheck SeriesOf(long run, long name)
    {
        ref var series = ref CollectionsMarshal.GetValueRefOrAddDefault(_series, (run, name), out _);
        return series ??= new SeriesCheck();
    }

    /// <summary>A tail row or bundle may hold points of any series of its run: if it cannot be read, none of them can be compared.</summary>
    private void FoundUnreadable(long run, string text)
    {
        Found(run, null, text);
        _unreadable.Add(run);
    }

    private void Found(long run, long? name, string text) => _found.Add((run, name, text));
}
