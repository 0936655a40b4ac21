using System.Diagnostics;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Experiments;

namespace Leat.Storage.Sql.Traces;

/// <content>Deletion.</content>
internal sealed partial class SqlTraceStore
{
    /// <summary>How long one transaction deletes, and so how long other writers wait at most.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    public async Task<long> DeleteTracesAsync(TraceDeletion deletion, CancellationToken cancellationToken = default)
    {
        var experiment = ExperimentKey.Parse(deletion.ExperimentId);
        var traces = await database.Readers.ReadAsync(session => FindAsync(session, deletion, experiment, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        long deleted = 0;
        for (var next = 0; next < traces.Count;)
        {
            var begin = next;
            (next, var gone) = await database.Writes.WriteAsync(
                async transaction =>
                {
                    var clock = Stopwatch.StartNew();
                    var (index, count) = (begin, 0L);
                    do
                    {
                        if (!await TracePurge.StepAsync(transaction, traces[index]).ConfigureAwait(false))
                            continue;
                        index++;
                        count++;
                    }
                    while (index < traces.Count && clock.Elapsed < Slice);
                    return (index, count);
                },
                cancellationToken).ConfigureAwait(false);
            deleted += gone;
        }

        return deleted;
    }

    private Task<List<long>> FindAsync(SqlSession session, TraceDeletion deletion, long experiment, CancellationToken cancellationToken)
    {
        (string Sql, object?[] Arguments) query = deletion.TraceIds is { } ids
            ? ($"SELECT id FROM traces WHERE experiment_id = @p0 AND {database.Syntax.InTexts("trace_id", "@p1")}",
                [experiment, database.Syntax.ListOf(ids)])
            : ($"SELECT id FROM traces WHERE experiment_id = @p0 AND timestamp_ms <= @p1 {session.Syntax.First("@p2", "timestamp_ms, trace_id DESC")}",
                [experiment, deletion.MaxTimestampMs, deletion.MaxTraces]);
        return session.ReadAsync(query.Sql, query.Arguments, row => row.NextInt64(), cancellationToken).AsTask();
    }
}
