using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;

namespace Leat.Storage.Sql.Traces;

/// <summary>Fetches traces, their tags, metadata and assessments with one query each, never per trace.</summary>
internal sealed class TraceHydrator(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    /// <summary>The traces with these numbers, in their order.</summary>
    public async Task<List<TraceInfo>> ReadAsync(IReadOnlyList<long> traces)
    {
        if (traces.Count == 0)
            return [];
        var keys = database.Syntax.ListOf(traces);
        var rows = await session.ReadAsync(
            $"SELECT {TraceColumns.All} FROM traces t WHERE {database.Syntax.InList("t.id", "@p0")}", [keys], TraceColumns.Read, cancellationToken)
            .ConfigureAwait(false);
        var infos = rows.ToDictionary(row => row.Key, row => row.Info);
        var tags = await ReadEntriesAsync("trace_tags", keys).ConfigureAwait(false);
        var metadata = await ReadEntriesAsync("trace_metadata", keys).ConfigureAwait(false);
        var assessments = (await session.ReadAsync(
            $"""
            SELECT {AssessmentColumns.All} FROM {AssessmentColumns.From} WHERE {database.Syntax.InList("a.trace", "@p0")}
            ORDER BY a.trace, a.created_ms, a.assessment_id
            """,
            [keys],
            AssessmentColumns.Read,
            cancellationToken).ConfigureAwait(false)).ToLookup(assessment => assessment.TraceId, StringComparer.Ordinal);
        return [.. traces.Where(infos.ContainsKey).Select(key => infos[key] with
        {
            Tags = [.. tags[key]],
            Metadata = [.. metadata[key]],
            Assessments = [.. assessments[infos[key].TraceId]],
        })];
    }

    private async Task<ILookup<long, Tag>> ReadEntriesAsync(string table, object keys)
    {
        var rows = await session.ReadAsync(
            $"""
            SELECT x.trace, n.name, x.value FROM {table} x JOIN names n ON n.id = x.name
            WHERE {database.Syntax.InList("x.trace", "@p0")} ORDER BY x.trace, n.name
            """,
            [keys],
            row => (Trace: row.NextInt64(), Entry: new Tag(row.NextText(), row.NextText())),
            cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Trace, row => row.Entry);
    }
}
