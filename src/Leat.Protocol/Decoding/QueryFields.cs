namespace Leat.Protocol;

/// <summary>A parsed query string. Names are case-sensitive; a name may occur several times.</summary>
internal sealed class QueryFields
{
    private readonly Dictionary<string, List<string>> _fields = new(StringComparer.Ordinal);

    private QueryFields()
    {
    }

    public static QueryFields Parse(string queryString)
    {
        var fields = new QueryFields();
        var text = queryString.AsSpan().TrimStart('?');
        foreach (var range in text.Split('&'))
            fields.Add(text[range]);
        return fields;
    }

    public FieldValue Find(string name) => _fields.TryGetValue(name, out var values) ? new FieldValue(values) : default;

    private void Add(ReadOnlySpan<char> part)
    {
        if (part.IsEmpty)
            return;
        var equals = part.IndexOf('=');
        var name = Unescape(equals < 0 ? part : part[..equals]);
        if (!_fields.TryGetValue(name, out var values))
            _fields.Add(name, values = []);
        values.Add(equals < 0 ? "" : Unescape(part[(equals + 1)..]));
    }

    private static string Unescape(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}
