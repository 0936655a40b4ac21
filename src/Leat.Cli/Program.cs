using Leat.Cli;
using Leat.Cli.Serving;

if (OpenFileLimit.FindFault() is { } fault)
{
    await Console.Error.WriteLineAsync($"leat: {fault}");
    return ExitCode.Failed;
}

return await RunAsync(args);

// Separate from the check, so that the check needs none of the libraries that the commands do.
static Task<int> RunAsync(string[] args) => LeatCommandLine.RunAsync(args, ArtifactStores.Schemes(), Console.Out, Console.Error);
