using System.Diagnostics;

namespace Leat.Client.Tests.Processes;

/// <summary>A <c>dotnet</c> command run to its end.</summary>
/// <param name="ExitCode">128 + number for a signal.</param>
/// <param name="Output">Its output, including errors.</param>
internal sealed record DotnetProcess(int ExitCode, string Output)
{
    /// <summary>Runs a command.</summary>
    /// <param name="directory">Its current directory.</param>
    /// <param name="arguments">Arguments after <c>dotnet</c>.</param>
    /// <param name="onFirstLine">Called with the process once it has printed something.</param>
    public static async Task<DotnetProcess> RunAsync(
        string directory, IEnumerable<string> arguments, Func<Process, Task>? onFirstLine = null)
    {
        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start(StartInfo(directory, arguments))!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(token);
            var firstLine = await process.StandardOutput.ReadLineAsync(token);
            if (onFirstLine is not null)
                await onFirstLine(process);
            var rest = await process.StandardOutput.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            return new DotnetProcess(process.ExitCode, $"{firstLine}\n{rest}{await errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo StartInfo(string directory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The build that runs the tests must not influence the builds inside the tests, and nothing may outlive them.
        foreach (var name in start.Environment.Keys.Where(IsOfTheOuterBuild).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        return start;
    }

    private static bool IsOfTheOuterBuild(string name) =>
        name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || name.StartsWith("MLFLOW_", StringComparison.Ordinal);
}
