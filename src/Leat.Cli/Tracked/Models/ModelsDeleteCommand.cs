using System.CommandLine;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked.Models;

/// <summary><c>leat models delete</c>.</summary>
internal sealed class ModelsDeleteCommand : TrackedCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model's name." };
    private readonly Setting _version = new("--version", "N", "Only this version");
    private readonly Switch _yes = new("--yes", "Deletes: registered models and versions cannot be restored.");

    public ModelsDeleteCommand(TrackingOpener opener)
        : base(opener, "delete", "Deletes a registered model, or one of its versions, for good. Files stay.")
    {
        Add(_name);
        Add(_version, _yes);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat models delete iris --version 1 --yes", "leat models delete iris --yes"];

    protected override void Check(SettingReader reader, ParseResult result)
    {
        if (reader.Text(_version) is { } version)
            Registry.VersionOf(version);
        if (!reader.IsOn(_yes))
            throw new UsageException("What is deleted cannot be restored: say that you mean it with --yes.");
    }

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var model = await Registry.FindAsync(call, call.Result.GetRequiredValue(_name));
        if (call.Settings.Text(_version) is { } version)
        {
            await Registry.Of(call).DeleteModelVersionAsync(model.Name, Registry.VersionOf(version), call.Cancellation);
            await call.Output.WriteLineAsync($"Version {version} of model '{model.Name}' has been deleted.");
            return ExitCode.Done;
        }

        await Registry.Of(call).DeleteRegisteredModelAsync(model.Name, call.Cancellation);
        await call.Output.WriteLineAsync($"Model '{model.Name}' has been deleted.");
        return ExitCode.Done;
    }
}
