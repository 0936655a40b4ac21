namespace Leat.Core;

/// <summary>Rules for lists of tags.</summary>
internal static class TagRules
{
    /// <summary>The tags in order of first appearance; if a key occurs more than once, only the last is kept.</summary>
    public static IReadOnlyList<Tag> LastOfEachKey(IReadOnlyList<Tag> tags)
    {
        if (tags.Count < 2)
            return tags;
        var positions = new Dictionary<string, int>(tags.Count, StringComparer.Ordinal);
        var result = new List<Tag>(tags.Count);
        foreach (var tag in tags)
        {
            if (positions.TryAdd(tag.Key, result.Count))
                result.Add(tag);
            else
                result[positions[tag.Key]] = tag;
        }

        return result.Count == tags.Count ? tags : result;
    }
}
