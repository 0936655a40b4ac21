namespace Leat.Cli.Output;

/// <summary>Where a command writes for people.</summary>
internal static class Screen
{
    /// <summary>Whether a writer is a terminal, which shows colours and has a width.</summary>
    public static bool IsTerminal(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>Whether to write colours: on a terminal, unless the user does not want them (no-color.org).</summary>
    public static bool HasColours(TextWriter output) => IsTerminal(output) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Columns of a terminal; of anything else as many as a line needs.</summary>
    public static int WidthOf(TextWriter output) => IsTerminal(output) && Console.WindowWidth is > 20 and var width ? width : int.MaxValue;
}
