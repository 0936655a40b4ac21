using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Output;

namespace Leat.Cli.Tracked.Experiments;

/// <summary><c>leat experiments show</c>.</summary>
internal sealed class ExperimentsShowCommand : TrackedCommand
{
    private readonly NamedThing _experiment = ExperimentOption.One();
    private readonly OutputOption _output = new();

    public ExperimentsShowCommand(TrackingOpener opener)
        : base(opener, "show", "Shows an experiment with its tags.")
    {
        Aliases.Add("get");
        Add(_experiment.Argument);
        Add(_experiment.Option, _output.Option);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat experiments show vision/classify", "leat experiments show 1 --output json"];

    protected override void Check(SettingReader reader, ParseResult result) => _experiment.Of(reader, result);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var form = _output.Of(call.Settings);
        var experiment = await ExperimentFinder.FindAsync(call.Client, _experiment.Of(call), call.Cancellation);
        var sheet = new Sheet();
        foreach (var column in ExperimentColumns.All)
            sheet.Add(column.Title, column.Key, column.Value(experiment));
        sheet.AddMap("Tags", "tags", experiment.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => (tag.Key, (object?)tag.Value)));
        await sheet.WriteAsync(call.Output, form);
        return ExitCode.Done;
    }
}
