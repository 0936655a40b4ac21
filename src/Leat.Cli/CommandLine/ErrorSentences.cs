using Leat.Core;

namespace Leat.Cli.CommandLine;

/// <summary>Turns an exception thrown by a command into a sentence on stderr and an exit code.</summary>
internal static class ErrorSentences
{
    public static async Task<int> RunAsync(Func<Task<int>> command, TextWriter stderr)
    {
        try
        {
            return await command();
        }
        catch (UsageException error)
        {
            await stderr.WriteLineAsync($"leat: {error.Message}");
            return ExitCode.Usage;
        }
        catch (LeatException error)
        {
            await stderr.WriteLineAsync($"leat: {error.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await stderr.WriteLineAsync("leat: stopped before it was done.");
            return ExitCode.Failed;
        }
    }
}
