using System.CommandLine;
using Leat.Cli.Output;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Cli.Tracked.Models;

/// <summary><c>leat models show</c>.</summary>
internal sealed class ModelsShowCommand : TrackedCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model's name." };
    private readonly OutputOption _output = new();

    public ModelsShowCommand(TrackingOpener opener)
        : base(opener, "show", "Shows the versions of a registered model.")
    {
        Add(_name);
        Add(_output.Option);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat models show iris", "leat models show iris --output json"];

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var form = _output.Of(call.Settings);
        var model = await Registry.FindAsync(call, call.Result.GetRequiredValue(_name));
        var versions = await VersionsAsync(call, model.Name);
        var aliases = model.Aliases.ToLookup(alias => alias.Version, alias => alias.Alias);
        if (form == OutputForm.Table && model.Description.Length > 0)
            await call.Output.WriteLineAsync($"{CellText.Visible(model.Description)}\n");
        await new Listing<ModelVersion>(
            [
                new("Version", "version", version => version.Version),
                new("Aliases", "aliases", version => aliases[version.Version].Order(StringComparer.Ordinal).ToList()),
                new("Stage", "current_stage", version => version.Stage.WireName()),
                new("Created", "creation_timestamp", version => CellText.TimeOf(version.CreationTimestampMs)),
                new("Run id", "run_id", version => version.RunId),
                new("Source", "source", version => version.Source),
                new("Description", "description", version => version.Description),
            ]).WriteAsync(call.Output, form, versions);
        if (versions.Count == 0)
            await call.Error.WriteLineAsync($"The model '{model.Name}' has no versions.");
        return ExitCode.Done;
    }

    private static async Task<List<ModelVersion>> VersionsAsync(TrackedCall call, string name)
    {
        var query = new ModelVersionQuery
        {
            Filter = ModelVersionSearch.ParseFilter($"name = '{name.Replace("'", "''", StringComparison.Ordinal)}'"),
            MaxResults = 1_000,
        };
        var versions = new List<ModelVersion>();
        do
        {
            var page = await Registry.Of(call).SearchModelVersionsAsync(query, call.Cancellation);
            versions.AddRange(page.Items);
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);
        return [.. versions.OrderByDescending(version => version.Version)];
    }
}
