using Leat.Core;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Traces;

/// <summary>Writes the named entries of traces: tags and metadata.</summary>
internal static class TraceEntries
{
    /// <summary>What a command that writes these names has to look up.</summary>
    public static WriteNeeds Needs(SqlDatabase database, IEnumerable<string> names)
    {
        var unknown = names.Where(name => !database.Names.TryGetCached(name, out _)).ToHashSet(StringComparer.Ordinal);
        return unknown.Count == 0 ? default : new WriteNeeds(null, unknown);
    }

    /// <summary>Sets tags, replacing values. Each key occurs once.</summary>
    public static ValueTask SetTagsAsync(WriteTransaction transaction, TraceRow trace, IReadOnlyList<Tag> tags) =>
        SetAsync(transaction, RowWrites.TraceTag, trace, tags);

    /// <summary>Sets entries of the metadata, replacing values. Each key occurs once.</summary>
    public static ValueTask SetMetadataAsync(WriteTransaction transaction, TraceRow trace, IReadOnlyList<Tag> entries) =>
        SetAsync(transaction, RowWrites.TraceMetadata, trace, entries);

    private static async ValueTask SetAsync(WriteTransaction transaction, RowWrite rows, TraceRow trace, IReadOnlyList<Tag> entries)
    {
        if (entries.Count == 0)
            return;
        var values = new List<object?[]>(entries.Count);
        foreach (var (key, value) in entries)
            values.Add([trace.Key, await transaction.InternAsync(key).ConfigureAwait(false), value, trace.Experiment]);
        await transaction.WriteRowsAsync(rows, values).ConfigureAwait(false);
    }
}
