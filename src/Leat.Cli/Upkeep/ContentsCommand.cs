using System.CommandLine;
using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Cli.Upkeep;

/// <summary>A command on the shared contents of a destination.</summary>
internal sealed class ContentsCommand : Command, IExamples
{
    private readonly Setting _destination = new(
        "--artifacts-destination", "URI", "Where the server keeps files. Default: ./mlartifacts", "MLFLOW_ARTIFACTS_DESTINATION");

    private readonly ArtifactSchemes _artifacts;
    private readonly Func<IContentUpkeep, DamageLines, TextWriter, CancellationToken, Task<VerifiedContents>> _act;

    /// <param name="name">The word of the command.</param>
    /// <param name="description">What it does.</param>
    /// <param name="artifacts">The stores that may be opened.</param>
    /// <param name="act">Does it, and says what was done.</param>
    private ContentsCommand(
        string name, string description, ArtifactSchemes artifacts, Func<IContentUpkeep, DamageLines, TextWriter, CancellationToken, Task<VerifiedContents>> act)
        : base(name, description)
    {
        _artifacts = artifacts;
        _act = act;
        Add(_destination);
        Examples = [$"leat artifacts {name}", $"leat artifacts {name} --artifacts-destination /var/lib/leat/files"];
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; }

    /// <param name="artifacts">The stores that may be opened.</param>
    public static ContentsCommand Verify(ArtifactSchemes artifacts) => new(
        "verify", "Reads all contents that files share (--artifact-dedupe), and compares them with their checksums; safe while servers run.", artifacts, VerifyAsync);

    /// <inheritdoc cref="Verify(ArtifactSchemes)"/>
    public static ContentsCommand Plain(ArtifactSchemes artifacts) => new(
        "plain", "Gives each file its own content again, so that any program can read it; stop servers before.", artifacts, MakePlainAsync);

    private static async Task<VerifiedContents> VerifyAsync(IContentUpkeep contents, DamageLines damage, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await contents.VerifyAsync(damage, cancellationToken);
        await output.WriteLineAsync(
            $"{ByteText.Count(found.Files, "file")} of {ByteText.Of(found.FileBytes)} share {ByteText.Count(found.Contents, "content")} of {ByteText.Of(found.ContentBytes)}: {Of(found.Damaged)}.");
        return found;
    }

    private static async Task<VerifiedContents> MakePlainAsync(IContentUpkeep contents, DamageLines damage, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await contents.MakePlainAsync(damage, cancellationToken);
        await output.WriteLineAsync(
            $"{ByteText.Count(found.Files - found.Damaged, "file")} now {(found.Files - found.Damaged == 1 ? "has its" : "have their")} own content: {Of(found.Damaged)}.");
        return found;
    }

    private static string Of(long damaged) => damaged == 0 ? "none is damaged" : $"{damaged} {(damaged == 1 ? "is" : "are")} damaged";

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        EnvironmentFile.Apply(result);
        var reader = new SettingReader(result, Environment.GetEnvironmentVariable);
        var console = result.InvocationConfiguration;
        var destination = ArtifactUri.ToAbsolute(reader.Text(_destination) ?? ServerSettings.DefaultArtifactsDestination);
        await using var provider = new ArtifactRepositoryProvider(
            new ArtifactRepositoryProviderOptions { Schemes = _artifacts, ServeDestination = destination, Environment = Environment.GetEnvironmentVariable });
        if (provider.Destination!.Capability<IRootCheck>() is { } root && !await root.ExistsAsync(cancellationToken))
            throw LeatException.InvalidParameter($"'{StoreUri.Redact(destination)}' does not exist: give the server's own with --artifacts-destination");
        var found = await _act(provider.Destination.Capability<IContentUpkeep>()!, new DamageLines(console.Error), console.Output, cancellationToken);
        return found.Damaged == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Writes at once, on the caller's thread.</summary>
    internal sealed class DamageLines(TextWriter error) : IProgress<DamagedFile>
    {
        public void Report(DamagedFile value) => error.WriteLine($"{value.Path}: {value.Fault}.");
    }
}
