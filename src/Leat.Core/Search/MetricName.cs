namespace Leat.Core.Search;

/// <summary>A metric as Leat's calls name it: its key, and behind it the part that is meant.</summary>
/// <param name="Key">The metric's key.</param>
/// <param name="Part">The latest value unless another part was named.</param>
internal readonly record struct MetricName(string Key, MetricPart Part)
{
    /// <summary>In the order of <see cref="MetricPart"/>.</summary>
    private static readonly string[] PartNames = [".last", ".min", ".max", ".step"];

    /// <summary>Reads what follows <c>metrics.</c>.</summary>
    /// <remarks>A key in quotes is that key, whatever it holds. One without is all of the text, except that the name of a part at its end
    /// always names the part: <c>loss.min</c> is the least loss, <c>`loss.min`</c> the metric of that name.</remarks>
    /// <returns>Null if the key is empty, or something else than a part follows its quotes.</returns>
    public static MetricName? Read(string text)
    {
        var isQuoted = text.Length > 0 && text[0] is '`' or '"' or '\'';
        var quoted = isQuoted ? Tokenizer.QuotedLength(text, 0) : 0;
        if (isQuoted)
        {
            return quoted <= 2 ? null
                : quoted == text.Length ? new MetricName(text[1..^1], MetricPart.Last)
                : Array.IndexOf(PartNames, text[quoted..]) is var part and >= 0 ? new MetricName(text[1..(quoted - 1)], (MetricPart)part)
                : null;
        }

        var index = Array.FindIndex(PartNames, name => name.Length < text.Length && text.EndsWith(name, StringComparison.Ordinal));
        return text.Length == 0 ? null : index < 0 ? new MetricName(text, MetricPart.Last) : new MetricName(text[..^PartNames[index].Length], (MetricPart)index);
    }

    /// <summary>The length of the part that is named here; 0 if none is, or if its name goes on.</summary>
    internal static int PartLength(string source, int start)
    {
        var name = Array.Find(PartNames, part => string.CompareOrdinal(source, start, part, 0, part.Length) == 0);
        return name is null || (start + name.Length < source.Length && (source[start + name.Length] is '.' || Tokenizer.IsWord(source, start + name.Length)))
            ? 0
            : name.Length;
    }
}
