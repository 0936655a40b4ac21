using System.Globalization;
using Leat.Quickstart;
using Spectre.Console;

namespace Leat.Cli.Quickstart;

/// <summary>What a quickstart prints at the end.</summary>
internal static class QuickstartReport
{
    private const int ShortIdLength = 8;

    /// <summary>One row per trainer, with the best one marked.</summary>
    public static void WriteTable(IAnsiConsole console, QuickstartResult result)
    {
        var star = console.Profile.Capabilities.Unicode ? "★" : "*";
        // 79 columns, to fit an 80-column terminal.
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("Run").NoWrap()).AddColumn(new TableColumn("Trainer").NoWrap());
        foreach (var figure in (string[])["Accuracy", "Log-loss", "Time"])
            table.AddColumn(new TableColumn(figure).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("Run id").NoWrap());
        foreach (var run in result.Runs)
            table.AddRow(Row(run, mark: run == result.Best ? star : null));
        console.WriteLine();
        console.Write(table);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{star} best accuracy; of equals, least log-loss. Means over {result.Runs[0].Folds.Count} folds, each a child run."));
        console.WriteLine();
    }

    /// <summary>Where the page of a server shows what was trained.</summary>
    /// <param name="page">Where its page lies, with a slash at the end.</param>
    /// <param name="result">What was trained.</param>
    public static string RunsPage(string page, QuickstartResult result) => $"{page}experiments/{result.ExperimentId}/runs";

    /// <summary>Where to look, how to log from Python, how to stop.</summary>
    /// <param name="stdout">Where it is written.</param>
    /// <param name="address">The server's address for clients.</param>
    /// <param name="page">Where its page lies, with a slash at the end; null if it has none.</param>
    /// <param name="result">What was trained.</param>
    public static async Task WriteNextStepsAsync(TextWriter stdout, string address, string? page, QuickstartResult result)
    {
        await stdout.WriteLineAsync($"The runs are in experiment '{result.ExperimentName}' of {address}");
        if (page is not null)
            await WriteLinksAsync(stdout, page, result);
        await stdout.WriteLineAsync($"""

            Log your own from Python:

              import mlflow
              mlflow.set_tracking_uri("{address}")
              mlflow.set_experiment("my experiment")
              with mlflow.start_run():
                  mlflow.log_metric("loss", 0.25)

            Ctrl-C ends the server.
            """);
        await stdout.FlushAsync();
    }

    private static async Task WriteLinksAsync(TextWriter stdout, string page, QuickstartResult result)
    {
        await stdout.WriteLineAsync($"\nLook at them:  {RunsPage(page, result)}");
        foreach (var run in result.Runs)
            await stdout.WriteLineAsync($"  {page}runs/{run.RunId}  {run.Name}");
    }

    private static Markup[] Row(QuickstartRun run, string? mark)
    {
        var style = mark is not null ? new Style(Color.Green, decoration: Decoration.Bold) : Style.Plain;
        string[] cells =
        [
            $"{mark ?? " "} {run.Name}",
            run.Trainer,
            run.Accuracy.ToString("F4", CultureInfo.InvariantCulture),
            run.LogLoss.ToString("F4", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{run.Duration.TotalSeconds:F1} s"),
            run.RunId[..ShortIdLength],
        ];
        return [.. cells.Select(cell => new Markup(Markup.Escape(cell), style))];
    }
}
