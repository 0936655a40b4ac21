using Leat.Core;

namespace Leat.Protocol;

/// <summary>Tags and metadata as objects of a message.</summary>
internal static class TraceEntryMessages
{
    /// <summary>The entries as an object; null, that is left out, if there are none.</summary>
    public static IReadOnlyDictionary<string, string>? ToMap(this IReadOnlyList<Tag> entries)
    {
        if (entries.Count == 0)
            return null;
        var map = new Dictionary<string, string>(entries.Count, StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            map[key] = value;
        return map;
    }

    /// <summary>The entries of an object.</summary>
    public static IReadOnlyList<Tag> ToEntries(this IReadOnlyDictionary<string, string>? map) =>
        map is null ? [] : [.. map.Select(entry => new Tag(entry.Key, entry.Value))];
}
