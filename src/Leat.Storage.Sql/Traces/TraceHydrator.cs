using System.Data.Common;
using Leat.Core;
using Leat.Storage.Sql.Connections;

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
        var rows = await ReadAllAsync(
            $"SELECT {TraceColumns.All} FROM traces t WHERE {database.Syntax.InList("t.id", "@p0")}", TraceColumns.Read, keys)
            .ConfigureAwait(false);
        var infos = rows.ToDictionary(row => row.Key, row => row.Info);
        var tags = await ReadEntriesAsync("trace_tags", keys).ConfigureAwait(false);
        var metadata = await ReadEntriesAsync("trace_metadata", keys).ConfigureAwait(false);
        var assessments = (await ReadAllAsync(
            $"""
            SELECT {AssessmentColumns.All} FROM {AssessmentColumns.From} WHERE {database.Syntax.InList("a.trace", "@p0")}
            ORDER BY a.trace, a.created_ms, a.assessment_id
            """,
            AssessmentColumns.Read,
            keys).ConfigureAwait(false)).ToLookup(assessment => assessment.TraceId, StringComparer.Ordinal);
        return [.. traces.Where(infos.ContainsKey).Select(key => infos[key] with
        {
            Tags = [.. tags[key]],
            Metadata = [.. metadata[key]],
            Assessments = [.. assessments[infos[key].TraceId]],
        })];
    }

    private async Task<ILookup<long, Tag>> ReadEntriesAsync(string table, object keys)
    {
        var rows = await ReadAllAsync(
            $"""
            SELECT x.trace, n.name, x.value FROM {table} x JOIN names n ON n.id = x.name
            WHERE {database.Syntax.InList("x.trace", "@p0")} ORDER BY x.trace, n.name
            """,
            reader => (Trace: reader.GetInt64(0), Entry: new Tag(reader.GetString(1), reader.GetString(2))),
            keys).ConfigureAwait(false);
        return rows.ToLookup(row => row.Trace, row => row.Entry);
    }

    private async Task<List<T>> ReadAllAsync<T>(string sql, Func<DbDataReader, T> read, params object?[] arguments)
    {
        var rows = new List<T>();
        var reader = await session.QueryAsync(sql, cancellationToken, arguments).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add(read(reader));
        }

        return rows;
    }
}
