using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;

namespace Leat.Cli.Upkeep;

/// <summary><c>leat db upgrade</c>: brings a database up to date, as every server does when it starts.</summary>
internal sealed class DbUpgradeCommand : Command, IExamples
{
    private readonly DbStore _store = new();
    private readonly Switch _dryRun = new("--dry-run", "Lists the steps that are missing and runs none.");

    public DbUpgradeCommand()
        : base("upgrade", "Brings the database to the schema of this version; servers do it by themselves when they start.")
    {
        _store.AddTo(this);
        Add(_dryRun);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } = ["leat db upgrade --dry-run", "leat db upgrade sqlite:///leat.db"];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var output = result.InvocationConfiguration.Output;
        await using var database = await StoreOpener.OpenUpkeepAsync(_store.UriOf(result), cancellationToken);
        var schema = await database.GetSchemaAsync(cancellationToken);
        if (schema.Found == schema.Known)
        {
            await output.WriteLineAsync($"The database has schema version {schema.Found}: nothing to do.");
            return ExitCode.Done;
        }

        if (result.GetValue(_dryRun))
        {
            await output.WriteLineAsync($"Would upgrade the database from schema version {schema.Found} to {schema.Known}:");
            foreach (var step in schema.Missing)
                await output.WriteLineAsync($"  {step}");
            return ExitCode.Done;
        }

        await database.UpgradeAsync(cancellationToken);
        var now = await database.GetSchemaAsync(cancellationToken);
        await output.WriteLineAsync($"Upgraded the database from schema version {schema.Found} to {now.Found}.");
        return ExitCode.Done;
    }
}
