using System.CommandLine;
using System.CommandLine.Help;
using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Demo;
using Leat.Cli.Doctor;
using Leat.Cli.Moving;
using Leat.Cli.Quickstart;
using Leat.Cli.Serving;
using Leat.Cli.Tracked;
using Leat.Cli.Upkeep;

namespace Leat.Cli;

/// <summary>The command <c>leat</c>: one line registers each of its commands.</summary>
internal static class LeatCommandLine
{
    /// <param name="artifacts">The stores of artifacts that commands may open.</param>
    public static RootCommand Create(ArtifactSchemes artifacts)
    {
        var root = new RootCommand("Leat tracks experiments: runs, params, metrics and files, over MLflow's REST protocol.");
        root.Options.Clear();
        root.Directives.Clear();
        // -h is the host in MLflow's server command, so that help has this short form only where nothing else does: see ShortHelp.
        root.Add(new HelpOption("--help", "-?") { Description = "Shows this help; of a command: leat server --help", Action = new ShowHelp() });
        root.Add(new VersionOption("--version") { Description = "Shows Leat's version", Action = new ShowVersion() });
        root.Add(EnvironmentFile.Option);

        root.Add(new QuickstartCommand(artifacts));
        root.Add(new ServerCommand(artifacts));
        foreach (var command in TrackedWords.All(artifacts))
            root.Add(command);
        root.Add(new DbCommand());
        root.Add(new GcCommand(artifacts));
        root.Add(new ImportCommand(artifacts));
        root.Add(new ExportCommand());
        root.Add(new VerifyCommand());
        root.Add(new DoctorCommand(artifacts));
        root.Add(new DemoDataCommand());
        root.Add(new ApiDescriptionCommand(artifacts));
        root.Add(new CompletionCommand());
        root.Add(new CompleteCommand());
        root.Add(new HelpCommand());
        foreach (var word in ComingCommand.Words)
            root.Add(new ComingCommand(word));
        ShortHelp.AddTo(root);
        return root;
    }

    /// <summary>Runs one command line and returns its exit code (<see cref="ExitCode"/>).</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, ArtifactSchemes artifacts, TextWriter stdout, TextWriter stderr, CancellationToken cancellationToken = default)
    {
        var result = Create(artifacts).Parse(ValueTokens.Join(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
            return UsageErrors.Print(result, stdout, stderr);

        var configuration = new InvocationConfiguration
        {
            Output = stdout,
            Error = stderr,
            // Both are left to the command: a server takes its own time to stop, and errors become one sentence below.
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        };
        return await ErrorSentences.RunAsync(() => result.InvokeAsync(configuration, cancellationToken), stderr);
    }
}
