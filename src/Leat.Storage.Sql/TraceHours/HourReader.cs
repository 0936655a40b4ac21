using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Syntax;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.TraceHours;

/// <summary>Adds up an hour from the rows of its traces and spans, some traces at a time: others wait for readers, too.</summary>
internal sealed class HourReader(ReaderPool readers, SqlSyntax syntax, NameTable names, long experiment, long hour, CancellationToken cancellationToken)
{
    /// <summary>Traces whose spans one statement reads.</summary>
    private const int TracesAtATime = 1_000;

    /// <summary>Traces that are held at a time.</summary>
    private const int TracesInASlice = 20_000;

    private const long NanosPerMs = 1_000_000;

    public HourFigures Traces { get; } = new(HourFigures.OfTraces);

    public HourFigures Spans { get; } = new(HourFigures.OfSpans);

    /// <summary>Reads the hour.</summary>
    /// <returns>How many traces it has.</returns>
    public async Task<long> ReadAsync()
    {
        var (begin, end) = (TraceHourChanges.BeginOf(hour), TraceHourChanges.BeginOf(hour + 1));
        var (name, count) = await readers.ReadAsync(
            async session => (
                await names.FindAsync(session, TraceKeys.Name).ConfigureAwait(false),
                Convert.ToInt64(
                    await session.ScalarAsync(
                        "SELECT COUNT(*) FROM traces t WHERE t.experiment_id = @p0 AND t.timestamp_ms >= @p1 AND t.timestamp_ms < @p2",
                        experiment,
                        begin,
                        end).ConfigureAwait(false),
                    System.Globalization.CultureInfo.InvariantCulture)),
            cancellationToken).ConfigureAwait(false);
        var slices = 1 + (count / TracesInASlice);
        for (var slice = 0; slice < slices; slice++)
        {
            var traces = await TracesAsync(begin + ((end - begin) * slice / slices), begin + ((end - begin) * (slice + 1) / slices)).ConfigureAwait(false);
            foreach (var some in traces.Chunk(TracesAtATime))
                await AddAsync(some, name).ConfigureAwait(false);
        }

        return count;
    }

    private Task<List<(long Key, long State, double?[] Values)>> TracesAsync(long begin, long end) => readers.ReadAsync(
        session => session.ReadAsync(
            """
            SELECT t.id, t.state, t.duration_ms, t.input_tokens, t.output_tokens, t.total_tokens, t.cache_read_tokens, t.cache_creation_tokens
            FROM traces t WHERE t.experiment_id = @p0 AND t.timestamp_ms >= @p1 AND t.timestamp_ms < @p2
            """,
            [experiment, begin, end],
            row => (row.NextInt64(), row.NextInt64(), (double?[])[.. Enumerable.Range(0, HourFigures.OfTraces).Select(_ => (double?)row.NextInt64OrNull())]),
            cancellationToken).AsTask(),
        cancellationToken);

    private async Task AddAsync((long Key, long State, double?[] Values)[] traces, long? name)
    {
        var keys = syntax.ListOf([.. traces.Select(trace => trace.Key)]);
        var named = new Dictionary<long, string>();
        await readers.ReadAsync(
            async session =>
            {
                if (name is not null)
                {
                    await session.ReadEachAsync(
                        $"SELECT x.trace, x.value FROM trace_tags x WHERE {syntax.InList("x.trace", "@p0")} AND x.name = @p1",
                        [keys, name],
                        row => named[row.NextInt64()] = row.NextText(),
                        cancellationToken).ConfigureAwait(false);
                }

                return await session.ReadEachAsync(
                    $"""
                    SELECT f.name, f.type, f.status, f.start_ns, f.end_ns, f.input_cost, f.output_cost, f.total_cost, f.model, f.provider
                    FROM span_figures f WHERE {syntax.InList("f.trace", "@p0")}
                    """,
                    [keys],
                    AddSpan,
                    cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var (key, state, values) in traces)
            Traces.Add(new HourGroup(state, named.GetValueOrDefault(key)), values);
    }

    private void AddSpan(SqlRow row)
    {
        var (name, type, status) = (row.NextText(), row.NextText(), row.NextInt64());
        var (start, end) = (row.NextInt64(), row.NextInt64OrNull());
        ReadOnlySpan<double?> values =
            [(end - start) / NanosPerMs, row.NextDoubleOrNull(), row.NextDoubleOrNull(), row.NextDoubleOrNull()];
        var later = Writes.TraceHourChanges.HourOf(start / NanosPerMs) - hour;
        Spans.Add(new HourGroup(status, name, type, row.NextTextOrNull(), row.NextTextOrNull(), later), values);
    }
}
