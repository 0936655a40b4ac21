using System.Text;

namespace Leat.Client;

/// <summary>Reads CSV as in RFC 4180: quotes around fields that hold separators, line ends or doubled quotes. Blank lines are skipped.</summary>
internal sealed class CsvReader(TextReader reader, char separator)
{
    private readonly StringBuilder _field = new();

    /// <summary>The next record's fields; null after the last.</summary>
    public async Task<List<string>?> ReadAsync(CancellationToken cancellationToken)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        while (line is { Length: 0 });

        if (line is null)
            return null;
        var fields = new List<string>();
        var quoted = false;
        while (AddFields(line, fields, ref quoted))
        {
            // The record continues after a line end within quotes.
            line = await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (line is null)
                break;
            _field.Append('\n');
        }

        fields.Add(TakeField());
        return fields;
    }

    /// <summary>Adds the fields of a line except the last; true if that one continues on the next line.</summary>
    private bool AddFields(string line, List<string> fields, ref bool quoted)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                _field.Append('"');
                i++;
            }
            else if (c == '"' && (quoted || _field.Length == 0))
            {
                quoted = !quoted;
            }
            else if (!quoted && c == separator)
            {
                fields.Add(TakeField());
            }
            else
            {
                _field.Append(c);
            }
        }

        return quoted;
    }

    private string TakeField()
    {
        var field = _field.ToString();
        _field.Clear();
        return field;
    }
}
