using System.Diagnostics;

namespace Leat.Server.Tests.Service.Description;

/// <summary>The tools beside this file, with what they need from the npm registry; installed once, and again when the lock changes.</summary>
internal static class DescriptionTools
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Service", "Description");

    /// <summary>Checks a description; the faults, a line each, or a word that there are none.</summary>
    public static async Task<(int ExitCode, string Output)> CheckAsync(string json, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(await IsThereAsync("node", cancellationToken), "Node is not installed: nothing can be made of the API description.");
        Assert.SkipUnless(await IsThereAsync("npm", cancellationToken), "npm is not installed: nothing can be made of the API description.");
        await InstallAsync(cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Folder, "openapi.json"), json, cancellationToken);
        return await RunAsync("node", ["check.mjs", "openapi.json"], cancellationToken);
    }

    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;
        var (exitCode, output) = await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], cancellationToken);
        Assert.SkipWhen(exitCode != 0, "npm could not install the tools: " + output);
    }

    private static async Task<bool> IsThereAsync(string program, CancellationToken cancellationToken)
    {
        try
        {
            return (await RunAsync(program, ["--version"], cancellationToken)).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output + await errors);
    }
}
