using System.Text;
using Leat.Transfer.Columnar;

namespace Leat.Transfer.Tests.Export;

/// <summary>docs/formats/parquet.md shows all tables and columns. With <c>LEAT_WRITE_PAGE=1</c> they are written there instead.</summary>
public sealed class ParquetPageTests
{
    private const string Begin = "<!-- The tables below are written by ParquetPageTests. -->\n";

    [Fact]
    public async Task The_page_shows_the_tables()
    {
        var path = Path.Combine(FindRoot(), "docs", "formats", "parquet.md");
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var shown = page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Tables();

        if (Environment.GetEnvironmentVariable("LEAT_WRITE_PAGE") == "1")
            await File.WriteAllTextAsync(path, page = shown, TestContext.Current.CancellationToken);
        page.ShouldBe(shown, "Run this test with LEAT_WRITE_PAGE=1.");
    }

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var table in new ParquetTables(new ColumnTimes()).All)
        {
            text.Append($"\n## {table.Name}\n\n{table.About}\n\n| Column | Type | |\n| --- | --- | --- |\n");
            foreach (var (name, type, isNullable, about) in table.Describe())
                text.Append($"| `{name}` | {type}{(isNullable ? "?" : "")} | {about} |\n");
        }

        return text.ToString();
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Leat.slnx")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("No Leat.slnx above the test assembly.");
    }
}
