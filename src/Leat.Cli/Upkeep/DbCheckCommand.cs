using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;

namespace Leat.Cli.Upkeep;

/// <summary><c>leat db check</c>: looks for damage.</summary>
internal sealed class DbCheckCommand : Command, IExamples
{
    private const long RunsBetweenLines = 50_000;

    private readonly DbStore _store = new();
    private readonly Switch _quick = new("--quick", "Leaves out what reads all data: points stay packed.");

    public DbCheckCommand()
        : base("check", "Looks for damage: the database's own check, and whether all that is stored agrees with itself.")
    {
        _store.AddTo(this);
        Add(_quick);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } = ["leat db check", "leat db check --quick sqlite:////var/lib/leat/leat.db"];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
        await using var database = await StoreOpener.OpenUpkeepAsync(_store.UriOf(result), cancellationToken);
        var progress = new Lines(error);
        var findings = 0L;
        await foreach (var finding in database.CheckAsync(result.GetValue(_quick), progress, cancellationToken))
        {
            findings++;
            await output.WriteLineAsync(finding);
        }

        await output.WriteLineAsync(findings == 0
            ? $"No damage found in {ByteText.Count(progress.Runs, "run")}."
            : $"{ByteText.Count(findings, "finding")} in {ByteText.Count(progress.Runs, "run")}.");
        return findings == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Writes at once, on the caller's thread: <see cref="Progress{T}"/> would write later, on another.</summary>
    private sealed class Lines(TextWriter error) : IProgress<long>
    {
        private long _told;

        public long Runs { get; private set; }

        public void Report(long value)
        {
            Runs = value;
            if (value - _told < RunsBetweenLines)
                return;
            _told = value;
            error.WriteLine($"{ByteText.Count(value, "run")} checked");
        }
    }
}
