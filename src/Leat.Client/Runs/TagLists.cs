using Leat.Core;

namespace Leat.Client;

/// <summary>Tags as callers give them.</summary>
internal static class TagLists
{
    public static IReadOnlyList<Tag> ToTags(this IEnumerable<KeyValuePair<string, string>>? tags) =>
        tags is null ? [] : [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];
}
