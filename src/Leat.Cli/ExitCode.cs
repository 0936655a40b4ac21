namespace Leat.Cli;

/// <summary>What a command ends with. Documented in <c>docs/server.md</c>.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Understood, but it could not be done: one sentence on stderr says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line or an environment variable holds something that is not allowed there.</summary>
    public const int Usage = 2;
}
