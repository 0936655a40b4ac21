namespace Leat.Cli.CommandLine;

/// <summary>The command line cannot be used as it is; the message says what is wrong and what would do.</summary>
internal sealed class UsageException(string message) : Exception(message);
