using System.Globalization;

namespace Leat.Cli.Output;

/// <summary>Columns of text, as wide as what they hold. On a terminal a line that is too long is cut in its longest cells and never goes on in the
/// next line.</summary>
internal sealed class TextTable(IReadOnlyList<(string Title, bool IsRight)> columns)
{
    private const string Between = "  ";
    private const int LeastWidth = 12;

    private readonly List<string[]> _rows = [];

    public void Add(string[] cells) => _rows.Add(cells);

    public async Task WriteAsync(TextWriter output)
    {
        var widths = Fit(
            [.. columns.Select((column, i) => Math.Max(WidthOf(column.Title), _rows.Count == 0 ? 0 : _rows.Max(row => WidthOf(row[i]))))],
            Screen.WidthOf(output));
        var (bold, normal) = Screen.HasColours(output) ? ("\e[1m", "\e[0m") : ("", "");
        if (columns.Any(column => column.Title.Length > 0))
            await output.WriteLineAsync($"{bold}{LineOf([.. columns.Select(column => column.Title)], widths)}{normal}");
        foreach (var row in _rows)
            await output.WriteLineAsync(LineOf(row, widths));
    }

    private string LineOf(string[] cells, int[] widths) =>
        string.Join(Between, cells.Select((cell, i) => Padded(Cut(cell, widths[i]), widths[i], columns[i].IsRight))).TrimEnd();

    private static string Padded(string cell, int width, bool isRight)
    {
        var blanks = new string(' ', Math.Max(width - WidthOf(cell), 0));
        return isRight ? blanks + cell : cell + blanks;
    }

    /// <summary>The widest columns give way first.</summary>
    private static int[] Fit(int[] widths, int available)
    {
        var over = widths.Sum() + (Between.Length * (widths.Length - 1L)) - available;
        while (over > 0 && widths.Max() is > LeastWidth and var widest)
        {
            widths[Array.LastIndexOf(widths, widest)]--;
            over--;
        }

        return widths;
    }

    private static string Cut(string cell, int width) => WidthOf(cell) <= width
        ? cell
        : string.Concat(Elements(cell).TakeWhile((_, i) => i < width - 1)) + "…";

    private static int WidthOf(string text) => new StringInfo(text).LengthInTextElements;

    private static IEnumerable<string> Elements(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            yield return elements.GetTextElement();
    }
}
