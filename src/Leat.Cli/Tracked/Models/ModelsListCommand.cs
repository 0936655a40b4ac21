using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Core;

namespace Leat.Cli.Tracked.Models;

/// <summary><c>leat models list</c>.</summary>
internal sealed class ModelsListCommand : TrackedCommand
{
    private readonly Setting _filter = new("--filter", "FILTER", "Conditions, for example: name LIKE 'iris%' AND tags.team = 'a'", shortForm: "-f");
    private readonly OutputOption _output = new();

    public ModelsListCommand(TrackingOpener opener)
        : base(opener, "list", "Lists registered models.")
    {
        Aliases.Add("search");
        Add(_filter, _output.Option);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat models list", "leat models list --filter \"name LIKE 'iris%'\" --output json"];

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var form = _output.Of(call.Settings);
        var models = await Registry.SearchAsync(call, call.Settings.Text(_filter)).ToListAsync(call.Cancellation);
        await new Listing<RegisteredModel>(
            [
                new("Name", "name", model => model.Name),
                new("Newest", "latest_version", model => model.LatestVersions.Count == 0 ? null : model.LatestVersions.Max(version => version.Version)),
                new("Aliases", "aliases", model => model.Aliases.Select(alias => $"{alias.Alias}={alias.Version}")),
                new("Updated", "last_updated_timestamp", model => CellText.TimeOf(model.LastUpdatedTimestampMs)),
                new("Description", "description", model => model.Description),
            ]).WriteAsync(call.Output, form, models);
        if (models.Count == 0)
            await call.Error.WriteLineAsync("No registered model matches.");
        return ExitCode.Done;
    }
}
