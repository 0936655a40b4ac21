using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Cli.Tracked.Models;

/// <summary><c>leat models register</c>.</summary>
internal sealed class ModelsRegisterCommand : TrackedCommand
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "Where the model's files are: runs:/RUN_ID/path, models:/MODEL_ID, or any place (s3://…)." };
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model; it is made if there is none." };
    private readonly Setting _description = new("--description", "TEXT", "A note on the version");
    private readonly Setting _tags = new("--tags", "KEY=VALUE", "A tag of the version; may be given several times", shortForm: "-t");
    private readonly Setting _alias = new("--alias", "ALIAS", "An alias of the version, for example champion");

    public ModelsRegisterCommand(TrackingOpener opener)
        : base(opener, "register", "Makes the next version of a registered model.")
    {
        Add(_source);
        Add(_name);
        Add(_description, _tags, _alias);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "leat models register runs:/RUN_ID/model iris",
        "leat models register runs:/RUN_ID/model iris --alias champion --description \"First with new data\"",
    ];

    protected override void Check(SettingReader reader, ParseResult result) => TagsOf(reader, result);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var registry = Registry.Of(call);
        var name = call.Result.GetRequiredValue(_name);
        var (source, run, model) = await SourceOfAsync(call, call.Result.GetRequiredValue(_source));
        var wanted = NewModelVersion.Create(
            name, source, run, null, call.Settings.Text(_description), model, TagsOf(call.Settings, call.Result), call.Client.Store.Features.Limits);
        await MakeModelAsync(registry, name, call.Cancellation);
        var version = await registry.CreateModelVersionAsync(wanted, call.Cancellation);
        if (call.Settings.Text(_alias) is { } alias)
            await registry.SetAliasAsync(name, alias, version.Version, call.Cancellation);
        await call.Output.WriteLineAsync($"Created version '{version.Version}' of model '{name}'.");
        return ExitCode.Done;
    }

    private static async Task MakeModelAsync(IRegistryStore registry, string name, CancellationToken cancellationToken)
    {
        try
        {
            await registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(name), cancellationToken);
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceAlreadyExists)
        {
            // A further version of it.
        }
    }

    /// <summary>As MLflow's client states a source: where the files are, and what made them.</summary>
    private static async Task<(string Source, string? Run, string? Model)> SourceOfAsync(TrackedCall call, string source)
    {
        if (ArtifactUri.TryParseRunUri(source, out var runId, out var path))
        {
            var run = await call.Client.GetRunAsync(runId, call.Cancellation);
            return (path.Length == 0 ? run.Info.ArtifactUri : ArtifactUri.Append(run.Info.ArtifactUri, path), runId, null);
        }

        if (!ModelUri.IsModelUri(source) || ModelUri.Parse(source).ModelId is not { } modelId)
            return (source, null, null);
        var models = call.Client.Store.Features.Models ?? throw new LeatException(ErrorCode.NotImplemented, "This store has no logged models.");
        var model = await models.GetModelAsync(modelId, call.Cancellation);
        return (model.ArtifactUri, model.SourceRunId, modelId);
    }

    private List<Tag> TagsOf(SettingReader reader, ParseResult result) => reader.IsOnCommandLine(_tags)
        ? [.. result.GetValue(_tags)!.Select(text => Pairs.Parse(text, _tags.Name)).Select(pair => new Tag(pair.Key, pair.Value))]
        : [];
}
