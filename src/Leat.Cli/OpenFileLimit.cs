using System.Globalization;

namespace Leat.Cli;

/// <summary>How many files the system lets this process open. With too few of them the runtime cannot even load its own libraries, and
/// would end with a stack trace.</summary>
internal static class OpenFileLimit
{
    /// <summary>A server without clients opens some 240, for libraries and databases; each client takes one, each transfer another.</summary>
    private const int Needed = 512;

    /// <summary>Why the process cannot work, in a sentence; null if it can.</summary>
    /// <remarks>Checks the limit in effect: the runtime has raised the soft limit to the hard one.</remarks>
    public static string? FindFault()
    {
        const string limits = "/proc/self/limits", name = "Max open files";
        if (!File.Exists(limits))
            return null;
        var line = Array.Find(File.ReadAllLines(limits), line => line.StartsWith(name, StringComparison.Ordinal));
        return line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..]
            && int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit < Needed
                ? $"The system lets this process open {limit} files, and it needs at least {Needed}: raise the limit with 'ulimit -n 4096', "
                    + "or LimitNOFILE= of its systemd unit."
                : null;
    }
}
