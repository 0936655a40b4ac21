using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Names;

namespace Leat.Storage.Sql.Traces;

/// <summary>Fetches traces, their tags, metadata and assessments with one query each, never per trace.</summary>
internal sealed class TraceHydrator(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    private static readonly NamedTexts Tags = new("trace_tags", "trace");
    private static readonly NamedTexts Metadata = new("trace_metadata", "trace");

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
        var tags = await ReadEntriesAsync(Tags, keys).ConfigureAwait(false);
        var metadata = await ReadEntriesAsync(Metadata, keys).ConfigureAwait(false);
        var assessments = (await session.ReadAsync(
            $"SELECT {AssessmentColumns.All} FROM {AssessmentColumns.From} WHERE {database.Syntax.InList("a.trace", "@p0")}",
            [keys],
            AssessmentColumns.Read,
            cancellationToken).ConfigureAwait(false))
            .OrderBy(assessment => assessment.CreateTimeMs).ThenBy(assessment => assessment.AssessmentId, StringComparer.Ordinal)
            .ToLookup(assessment => assessment.TraceId, StringComparer.Ordinal);
        return [.. traces.Where(infos.ContainsKey).Select(key => infos[key] with
        {
            Tags = [.. tags[key]],
            Metadata = [.. metadata[key]],
            Assessments = [.. assessments[infos[key].TraceId]],
        })];
    }

    private Task<ILookup<long, Tag>> ReadEntriesAsync(NamedTexts entries, object keys) =>
        entries.ReadAsync(session, keys, (key, value) => new Tag(key, value), cancellationToken);
}
