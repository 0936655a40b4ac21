using System.Text.Json;
using Leat.Cli.Tests.Processes;
using Leat.Testing.Servers;
using Leat.Transfer.Tests.TensorBoard;

namespace Leat.Cli.Tests.Moving;

/// <summary><c>leat import LOGDIR</c> brings what TensorBoard shows, and later only what has come since.</summary>
public sealed class ImportTensorBoardTests : IDisposable
{
    private const double Start = 1_700_000_000;

    private readonly TemporaryFolder _folder = new();

    private string Log => Path.Combine(_folder.Path, "runs", "cnn", "events.out.tfevents.1700000000.host.1.0");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_log_directory_is_imported_and_again_when_it_has_grown()
    {
        EventFileWriter.Write(
            Log,
            Events.Version(Start),
            Events.SessionStart(Start, "", ("lr", Events.Number(0.1))),
            Events.Scalar(Start + 1, 0, "loss", 1),
            Events.Scalar(Start + 2, 1, "loss", 0.5f),
            Events.Histogram(Start + 2, 1, "weights"));

        var planned = await LeatProcess.RunAsync(_folder.Path, "import", "./runs", "--dry-run");
        planned.Stdout.ShouldContain("2 points of metrics would come.");
        File.Exists(_folder.File("leat.db")).ShouldBeFalse();

        var first = await LeatProcess.RunAsync(_folder.Path, "import", "./runs");
        first.ExitCode.ShouldBe(0, first.Stdout + first.Stderr);
        first.Stdout.ShouldContain("runs                           1           1           0           0           0\n");
        first.Stdout.ShouldNotContain("Files of runs stay where they are");
        first.Stdout.ShouldContain("  1 histogram in 1 run: there is no place for them.\n");
        first.Stdout.ShouldEndWith("All of it is here as in the source, 2 points of metrics included.\n");

        var listed = await LeatProcess.RunAsync(_folder.Path, "runs", "list", "--experiment-name", "runs");
        listed.Stdout.ShouldContain("cnn");

        var second = await LeatProcess.RunAsync(_folder.Path, "import", "./runs", "--output", "json");
        CountsOf(second).ShouldBe((0, 0, 1, 0));

        EventFileWriter.Append(Log, Events.Scalar(Start + 3, 2, "loss", 0.25f));
        var third = await LeatProcess.RunAsync(_folder.Path, "import", "./runs", "--output", "json");
        CountsOf(third).ShouldBe((0, 1, 0, 1));
        (await LeatProcess.RunAsync(_folder.Path, "verify", "./runs", "sqlite:///leat.db")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Images_are_copied_to_where_a_server_keeps_files()
    {
        EventFileWriter.Write(Log, Events.Version(Start), Events.Image(Start + 1, 3, "samples", [0x89, (byte)'P', (byte)'N', (byte)'G']));

        (await LeatProcess.RunAsync(_folder.Path, "import", "./runs", "--artifacts", "leave")).Stdout.ShouldContain("  1 image in 1 run: files were not to be copied.\n");
        Directory.Exists(_folder.File("mlartifacts")).ShouldBeFalse();
        (await LeatProcess.RunAsync(_folder.Path, "import", "./runs", "--dry-run")).Stdout.ShouldContain("  1 file (4 bytes) would be copied to ");
        var result = await LeatProcess.RunAsync(_folder.Path, "import", "./runs");

        result.Stdout.ShouldContain($"  1 file (4 bytes) copied to {_folder.File("mlartifacts")}, 0 files there already.\n");
        Directory.EnumerateFiles(_folder.File("mlartifacts"), "*", SearchOption.AllDirectories).Single().ShouldEndWith("/artifacts/images/samples/step_3.png");
        (await LeatProcess.RunAsync(_folder.Path, "import", "./runs")).Stdout.ShouldContain($"  0 files (0 bytes) copied to {_folder.File("mlartifacts")}, 1 file there already.\n");
    }

    [Fact]
    public async Task The_experiment_may_have_another_name()
    {
        EventFileWriter.Write(Log, Events.Version(Start), Events.Scalar(Start + 1, 0, "loss", 1));

        (await LeatProcess.RunAsync(_folder.Path, "import", "./runs", "--experiment-name", "cifar")).ExitCode.ShouldBe(0);

        (await LeatProcess.RunAsync(_folder.Path, "experiments", "list")).Stdout.ShouldContain("cifar");
        (await LeatProcess.RunAsync(_folder.Path, "verify", "./runs", "sqlite:///leat.db", "--experiment-name", "cifar")).ExitCode.ShouldBe(0);
        (await LeatProcess.RunAsync(_folder.Path, "verify", "./runs", "sqlite:///leat.db")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_for_models_does_not_hide_logs()
    {
        EventFileWriter.Write(Log, Events.Version(Start), Events.Scalar(Start + 1, 0, "loss", 1));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "runs", "models"));

        (await LeatProcess.RunAsync(_folder.Path, "import", "./runs")).Stdout.ShouldContain("1 point of metrics came.");
    }

    [Fact]
    public async Task A_directory_that_is_neither_is_refused_with_both_names()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "runs"));

        var result = await LeatProcess.RunAsync(_folder.Path, "import", "./runs");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldStartWith($"leat: '{Path.Combine(_folder.Path, "runs")}' is neither a directory of MLflow's file store (");
        result.Stderr.ShouldContain("nor a log directory of TensorBoard (");
    }

    private static (long New, long Completed, long There, long Points) CountsOf(LeatProcess.Result result)
    {
        result.ExitCode.ShouldBe(0, result.Stdout + result.Stderr);
        using var json = JsonDocument.Parse(result.Stdout);
        var runs = json.RootElement.GetProperty("counts").GetProperty("runs");
        return (
            runs.GetProperty("new").GetInt64(), runs.GetProperty("completed").GetInt64(), runs.GetProperty("there").GetInt64(),
            json.RootElement.GetProperty("points").GetInt64());
    }
}
