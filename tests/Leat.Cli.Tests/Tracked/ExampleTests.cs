using System.CommandLine;
using System.Text.RegularExpressions;
using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Tests.Processes;
using Leat.Cli.Tracked;
using Leat.Cli.Tracked.Artifacts;
using Leat.Cli.Tracked.Runs;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Tracked;

/// <summary>What the help of these commands shows works as written, on a server.</summary>
public sealed partial class ExampleTests : IDisposable
{
    private const string ShownAddress = "http://localhost:5000";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_example_in_the_help_works()
    {
        await using var server = await ServerProcess.StartAsync(_folder.Path, Cancel);
        var (run, other) = await PrepareAsync(server.Address);
        var root = LeatCommandLine.Create(new ArtifactSchemes());
        var examples = Below(root).OfType<IExamples>().Where(command => command is TrackedCommand or Doctor.DoctorCommand)
            .SelectMany(command => command.Examples.Select(example => (Text: example, Touches: TouchesFiles(command)))).ToList();
        examples.Count.ShouldBeGreaterThan(40);

        var failures = new List<string>();
        foreach (var (example, touches) in examples)
        {
            var line = Redirection().Replace(example, "").Replace("OTHER_RUN_ID", other, StringComparison.Ordinal).Replace("RUN_ID", run, StringComparison.Ordinal)
                .Replace(ShownAddress, server.Address.ToString(), StringComparison.Ordinal);
            string[] args = [.. Words(line).Skip(1)];
            var result = touches
                ? await LeatAsync(server.Address, args)
                : await LeatInProcess.RunAsync(new ArtifactSchemes(), [.. args, .. args.Contains("--tracking-uri") ? (string[])[] : ["--tracking-uri", server.Address.ToString()]]);
            if (result.ExitCode != 0)
                failures.Add($"{example}: {result.Stderr}");
        }

        failures.ShouldBeEmpty();
    }

    [Fact]
    public void Every_command_shows_examples() =>
        Below(LeatCommandLine.Create(new ArtifactSchemes())).Where(command => !command.Hidden && command is not (RootCommand or HelpCommand))
            .Where(command => command is not IExamples { Examples.Count: > 0 }).Select(HelpPage.FullName).ShouldBeEmpty();

    /// <summary>Such a command has the folder to itself in a process of its own; others are quicker here.</summary>
    private static bool TouchesFiles(IExamples command) => command is ArtifactsUploadCommand or ArtifactsDownloadCommand or RunsCsvCommand;

    /// <summary>The things that the examples name.</summary>
    private async Task<(string Run, string Other)> PrepareAsync(Uri server)
    {
        await File.WriteAllTextAsync(_folder.File("model.onnx"), "m", Cancel);
        await File.WriteAllTextAsync(_folder.File("predictions.csv"), "p", Cancel);
        await File.WriteAllTextAsync(_folder.File("MLmodel"), "m", Cancel);
        Directory.CreateDirectory(_folder.File("results"));
        await File.WriteAllTextAsync(_folder.File("results/r.txt"), "r", Cancel);
        foreach (var name in (string[])["vision/classify", "vision/detect"])
            (await LeatAsync(server, "experiments", "create", name)).ExitCode.ShouldBe(0);
        var runs = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var made = await LeatAsync(server, "runs", "create", "-x", "vision/classify", "--output", "plain");
            runs.Add(made.Stdout.Split('\n')[0].Split('\t')[1]);
        }

        string[][] commands =
        [
            ["runs", "log", runs[0], "-m", "loss=0.5", "-m", "accuracy=0.95"],
            ["artifacts", "upload", "MLmodel", "-r", runs[0], "-a", "model"],
            ["artifacts", "upload", "predictions.csv", "-r", runs[0]],
            ["models", "register", $"runs:/{runs[0]}/model", "iris"],
        ];
        foreach (var command in commands)
            (await LeatAsync(server, command)).ExitCode.ShouldBe(0);
        return (runs[0], runs[1]);
    }

    private async Task<LeatProcess.Result> LeatAsync(Uri server, params string[] args)
    {
        await using var leat = LeatProcess.Start(_folder.Path, args, new Dictionary<string, string> { ["MLFLOW_TRACKING_URI"] = server.ToString() });
        return await leat.EndAsync();
    }

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(Below).Prepend(command);

    [GeneratedRegex(" > [^ \"]+$")]
    private static partial Regex Redirection();

    /// <summary>A line as a shell divides it.</summary>
    private static IEnumerable<string> Words(string line) =>
        line.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
