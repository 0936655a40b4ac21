using System.CommandLine;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked.Models;

/// <summary><c>leat models alias</c>.</summary>
internal sealed class ModelsAliasCommand : TrackedCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model's name." };
    private readonly Argument<string> _alias = new("ALIAS") { Description = "For example champion." };
    private readonly Argument<string?> _version = new("VERSION") { Description = "The version that it points to from now on.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Switch _remove = new("--remove", "Removes the alias.");

    public ModelsAliasCommand(TrackingOpener opener)
        : base(opener, "alias", "Points an alias to a version of a registered model, or removes it.")
    {
        Add(_name);
        Add(_alias);
        Add(_version);
        Add(_remove);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat models alias iris champion 1", "leat models alias iris champion --remove"];

    protected override void Check(SettingReader reader, ParseResult result)
    {
        if ((result.GetValue(_version) is null) != reader.IsOn(_remove))
            throw new UsageException("Give either a VERSION or --remove.");
        if (result.GetValue(_version) is { } version)
            Registry.VersionOf(version);
    }

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var model = await Registry.FindAsync(call, call.Result.GetRequiredValue(_name));
        var alias = call.Result.GetRequiredValue(_alias);
        if (call.Result.GetValue(_version) is { } version)
        {
            await Registry.Of(call).SetAliasAsync(model.Name, alias, Registry.VersionOf(version), call.Cancellation);
            await call.Output.WriteLineAsync($"models:/{model.Name}@{alias} is version {version} now.");
            return ExitCode.Done;
        }

        await Registry.Of(call).DeleteAliasAsync(model.Name, alias, call.Cancellation);
        await call.Output.WriteLineAsync($"The model '{model.Name}' has no alias '{alias}' any more.");
        return ExitCode.Done;
    }
}
