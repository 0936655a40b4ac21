using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;

namespace Leat.Cli.Upkeep;

/// <summary><c>leat db compact</c>: packs points and gives unused space back.</summary>
internal sealed class DbCompactCommand : Command, IExamples
{
    private readonly DbStore _store = new();

    public DbCompactCommand()
        : base("compact", "Packs metric points into full blocks, and gives unused space back.")
    {
        _store.AddTo(this);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } = ["leat db compact", "leat db compact sqlite:////var/lib/leat/leat.db"];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var output = result.InvocationConfiguration.Output;
        await using var database = await StoreOpener.OpenUpkeepAsync(_store.UriOf(result), cancellationToken);
        var report = await database.CompactAsync(cancellationToken);
        await output.WriteLineAsync(
            $"Packed the recent points of {ByteText.Count(report.SealedRuns, "run")}, and the blocks of {report.MergedSeries:N0} series.");
        await output.WriteLineAsync(report.Note);
        await output.WriteLineAsync($"Before: {ByteText.Of(report.BytesBefore)}. After: {ByteText.Of(report.BytesAfter)}.");
        return ExitCode.Done;
    }
}
