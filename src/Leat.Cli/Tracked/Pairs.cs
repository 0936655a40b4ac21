using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked;

/// <summary>Values given as <c>key=value</c>.</summary>
internal static class Pairs
{
    /// <exception cref="UsageException">A text without <c>=</c>, or without a key.</exception>
    public static (string Key, string Value) Parse(string text, string source)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (text[..equals], text[(equals + 1)..])
            : throw new UsageException($"Invalid value for {source}: '{text}' is not of the form key=value.");
    }
}
