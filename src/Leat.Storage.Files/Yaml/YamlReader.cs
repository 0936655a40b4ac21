using System.Globalization;
using System.Text;

namespace Leat.Storage.Files;

/// <summary>Reads the YAML that MLflow writes: maps and lists in block form, plain and quoted texts, which may be folded over lines. Everything
/// else of YAML is refused: anchors and aliases, with which small files become large, tags, which name types to create, and what PyYAML never
/// writes.</summary>
/// <remarks>Scalars are texts: whoever reads a field knows its type. YAML 1.1 and 1.2 do not agree on what <c>1234e567</c> is.</remarks>
internal sealed class YamlReader
{
    private const int MostDepth = 32;

    private readonly string[] _lines;
    private int _line;

    private YamlReader(string text) => _lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is not as MLflow writes it; the message says where.</exception>
    public static YamlNode Read(string text)
    {
        var reader = new YamlReader(text);
        reader.SkipEmpty();
        if (reader.IsAtEnd)
            return YamlNode.Null;
        var node = reader.ReadBlock(reader.Indent(), 0);
        reader.SkipEmpty();
        return reader.IsAtEnd ? node : throw reader.Fault("this line belongs to nothing");
    }

    private bool IsAtEnd => _line >= _lines.Length;

    private string Line => _lines[_line];

    private int Indent()
    {
        var line = Line;
        var indent = 0;
        while (indent < line.Length && line[indent] == ' ')
            indent++;
        return indent < line.Length && line[indent] == '\t' ? throw Fault("a tab stands where spaces must") : indent;
    }

    private void SkipEmpty()
    {
        while (!IsAtEnd && (string.IsNullOrWhiteSpace(Line) || Line.TrimStart().StartsWith('#') || (_line == 0 && Line.TrimEnd() == "---")))
            _line++;
    }

    private YamlNode ReadBlock(int indent, int depth)
    {
        if (depth > MostDepth)
            throw Fault($"values are nested more than {MostDepth} deep");
        return IsItem(indent) ? ReadList(indent, depth) : ReadMap(indent, depth);
    }

    private bool IsItem(int indent) => Line.Length > indent && Line[indent] == '-' && (Line.Length == indent + 1 || Line[indent + 1] == ' ');

    private YamlNode ReadList(int indent, int depth)
    {
        var items = new List<YamlNode>();
        for (SkipEmpty(); !IsAtEnd && Indent() == indent && IsItem(indent); SkipEmpty())
        {
            // What follows the dash is read as if the dash were a space: a map may begin there.
            var rest = Line[(indent + 1)..].TrimStart();
            var inner = Line.Length - rest.Length;
            if (rest.Length == 0)
            {
                _line++;
                items.Add(ReadNested(indent, depth));
                continue;
            }

            _lines[_line] = new string(' ', inner) + rest;
            items.Add(IsItem(inner) || FindKeyEnd(rest) is not null ? ReadBlock(inner, depth + 1) : ReadScalar(rest, indent));
        }

        return YamlNode.OfList(items);
    }

    private YamlNode ReadMap(int indent, int depth)
    {
        var entries = new List<KeyValuePair<string, YamlNode>>();
        for (SkipEmpty(); !IsAtEnd && Indent() == indent && !IsItem(indent); SkipEmpty())
        {
            var content = Line[indent..];
            var (key, end) = FindKeyEnd(content) ?? throw Fault("a key and a colon are missing");
            var rest = content[end..].Trim();
            entries.Add(KeyValuePair.Create(key, rest.Length == 0 ? ReadNestedOfKey(indent, depth) : ReadScalar(rest, indent)));
        }

        return YamlNode.OfMap(entries);
    }

    private YamlNode ReadNestedOfKey(int indent, int depth)
    {
        _line++;
        SkipEmpty();

        // PyYAML writes lists below a key at the key's own indentation.
        return !IsAtEnd && Indent() == indent && IsItem(indent) ? ReadList(indent, depth + 1) : ReadNested(indent, depth);
    }

    private YamlNode ReadNested(int indent, int depth)
    {
        SkipEmpty();
        if (IsAtEnd || Indent() <= indent)
            return YamlNode.Null;
        var inner = Indent();
        var content = Line[inner..];
        return IsItem(inner) || FindKeyEnd(content) is not null ? ReadBlock(inner, depth + 1) : ReadScalar(content, indent);
    }

    /// <summary>The key that a line begins with, and where what follows its colon begins; null if it begins with none.</summary>
    private (string Key, int End)? FindKeyEnd(string content)
    {
        if (content[0] is '\'' or '"')
        {
            var end = FindClosingQuote(content, content[0], 1);
            return end >= 0 && end + 1 < content.Length && content[end + 1] == ':' && (end + 2 == content.Length || content[end + 2] == ' ')
                ? (Unquote(content[..(end + 1)]), end + 2)
                : null;
        }

        var colon = content.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0 && content.EndsWith(':'))
            colon = content.Length - 1;
        return colon <= 0 || content[0] is '{' or '[' or '&' or '*' or '!' or '|' or '>' or '%' or '@' or '`' or '?' ? null : (content[..colon], colon + 1);
    }

    private YamlNode ReadScalar(string rest, int indent)
    {
        switch (rest[0])
        {
            case '\'' or '"':
                return YamlNode.OfQuoted(ReadQuoted(rest));
            case '{':
                return rest == "{}" ? Next(YamlNode.OfMap([])) : throw Fault("a map in one line is not read");
            case '[':
                return rest == "[]" ? Next(YamlNode.OfList([])) : throw Fault("a list in one line is not read");
            case '&' or '*':
                throw Fault("anchors and aliases are not read");
            case '!':
                throw Fault("tags are not read");
            case '|' or '>' or '%' or '@' or '`':
                throw Fault($"'{rest[0]}' is not read here");
            default:
                return YamlNode.OfPlain(ReadPlain(rest, indent));
        }
    }

    private YamlNode Next(YamlNode node)
    {
        _line++;
        return node;
    }

    /// <summary>A plain text goes on in the lines that are indented more: an end of line is a space, an empty line an end of line.</summary>
    private string ReadPlain(string first, int indent)
    {
        var text = new StringBuilder(PlainPart(first));
        _line++;
        var empty = 0;
        for (var ahead = _line; ahead < _lines.Length; ahead++)
        {
            var line = _lines[ahead].Trim();
            if (line.Length == 0)
            {
                empty++;
                continue;
            }

            _lines[ahead] = _lines[ahead].TrimEnd();
            if (_lines[ahead].Length - line.Length <= indent)
                break;
            _line = ahead;
            Indent();
            text.Append(empty > 0 ? new string('\n', empty) : " ").Append(PlainPart(line));
            empty = 0;
            _line = ahead + 1;
        }

        return text.ToString();
    }

    /// <summary>A line of a plain text, without its comment.</summary>
    private string PlainPart(string line)
    {
        var hash = line.IndexOf(" #", StringComparison.Ordinal);
        var text = hash < 0 ? line : line[..hash].TrimEnd();
        return text.Contains(": ", StringComparison.Ordinal) || text.EndsWith(':') ? throw Fault("a colon stands in a text without quotes") : text;
    }

    private string ReadQuoted(string first)
    {
        var quote = first[0];
        var quoted = new StringBuilder().Append(quote);
        for (var line = first[1..]; ; line = Line.Trim())
        {
            var end = Scan(line, quote, quoted);
            if (end >= 0)
            {
                var after = line[(end + 1)..].Trim();
                if (after.Length > 0 && after[0] != '#')
                    throw Fault("something follows the closing quote");
                break;
            }

            quoted.Append('\n');
            _line++;
            if (IsAtEnd)
                throw Fault("a quote is not closed");
        }

        _line++;
        return Unquote(quoted.ToString());
    }

    /// <summary>Takes what is within the quotes up to the closing one, inclusive; its place, or −1 if it is not in this line.</summary>
    private static int Scan(string line, char quote, StringBuilder quoted)
    {
        var end = FindClosingQuote(line, quote, 0);
        quoted.Append(line, 0, end < 0 ? line.Length : end + 1);
        return end;
    }

    private static int FindClosingQuote(string text, char quote, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (quote == '"' && text[i] == '\\')
                i++;
            else if (text[i] == quote && quote == '\'' && i + 1 < text.Length && text[i + 1] == '\'')
                i++;
            else if (text[i] == quote)
                return i;
        }

        return -1;
    }

    /// <summary>The text within the quotes: lines folded, escapes undone.</summary>
    private string Unquote(string quoted)
    {
        var inner = quoted[1..^1];
        return quoted[0] == '\'' ? Fold(inner).Replace("''", "'", StringComparison.Ordinal) : Unescape(Fold(inner));
    }

    /// <summary>One end of line becomes a space, each further one an end of line. An end of line behind a backslash is none; spaces that follow
    /// are kept by a backslash before them.</summary>
    private static string Fold(string text)
    {
        if (!text.Contains('\n'))
            return text;
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\n')
            {
                folded.Append(text[i]);
                continue;
            }

            var ends = 1;
            while (i + 1 < text.Length && text[i + 1] == '\n')
            {
                ends++;
                i++;
            }

            if (EndsWithBackslash(folded))
            {
                folded.Length--;
                folded.Append('\n', ends - 1);
            }
            else if (ends == 1)
            {
                folded.Append(' ');
            }
            else
            {
                folded.Append('\n', ends - 1);
            }
        }

        return folded.ToString();
    }

    /// <summary>Whether the last character is a backslash that escapes what follows: one of an odd number.</summary>
    private static bool EndsWithBackslash(StringBuilder text)
    {
        var count = 0;
        while (count < text.Length && text[text.Length - 1 - count] == '\\')
            count++;
        return count % 2 == 1;
    }

    private string Unescape(string text)
    {
        if (!text.Contains('\\'))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (i == text.Length)
                throw Fault("nothing follows a backslash");
            result.Append(text[i] switch
            {
                '0' => "\0",
                'a' => "\a",
                'b' => "\b",
                't' or '\t' => "\t",
                'n' => "\n",
                'v' => "\v",
                'f' => "\f",
                'r' => "\r",
                'e' => "\u001b",
                ' ' => " ",
                '"' => "\"",
                '/' => "/",
                '\\' => "\\",
                'N' => "\u0085",
                '_' => "\u00a0",
                'L' => "\u2028",
                'P' => "\u2029",
                'x' => Code(text, ref i, 2),
                'u' => Code(text, ref i, 4),
                'U' => Code(text, ref i, 8),
                var other => throw Fault($"'\\{other}' is no escape"),
            });
        }

        return result.ToString();
    }

    private string Code(string text, ref int i, int digits)
    {
        if (i + digits >= text.Length
            || !uint.TryParse(text.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code > 0x10FFFF)
            throw Fault("a code is not one of a character");
        i += digits;
        return code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32((int)code);
    }

    private FormatException Fault(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {Math.Min(_line + 1, _lines.Length)}: {what}"));
}
