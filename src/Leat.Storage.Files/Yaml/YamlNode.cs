namespace Leat.Storage.Files;

/// <summary>A value in a YAML file: a text, a map or a list.</summary>
internal sealed record YamlNode
{
    private YamlNode()
    {
    }

    /// <summary>The text of a scalar as it is written, whatever type YAML would see in it; null for <c>null</c>, and for maps and lists.</summary>
    public string? Text { get; private init; }

    /// <summary>The entries of a map, in order; empty for others.</summary>
    public IReadOnlyList<KeyValuePair<string, YamlNode>> Entries { get; private init; } = [];

    /// <summary>The items of a list; empty for others.</summary>
    public IReadOnlyList<YamlNode> Items { get; private init; } = [];

    /// <summary>Whether it was written in quotes.</summary>
    public bool IsQuoted { get; private init; }

    public bool IsMap { get; private init; }

    public bool IsList { get; private init; }

    public static YamlNode Null { get; } = new();

    public static YamlNode OfQuoted(string text) => new() { Text = text, IsQuoted = true };

    public static YamlNode OfPlain(string text) => text is "null" or "~" or "" ? Null : new YamlNode { Text = text };

    public static YamlNode OfMap(IReadOnlyList<KeyValuePair<string, YamlNode>> entries) => new() { Entries = entries, IsMap = true };

    public static YamlNode OfList(IReadOnlyList<YamlNode> items) => new() { Items = items, IsList = true };

    /// <summary>The value of a key; <see cref="Null"/> if there is none.</summary>
    public YamlNode this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key)
                    return entry.Value;
            }

            return Null;
        }
    }
}
