namespace Leat.Cli.CommandLine;

/// <summary>The command line is invalid; the message says what is wrong and what would work.</summary>
internal sealed class UsageException(string message) : Exception(message);
