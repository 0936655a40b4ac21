using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Core;

namespace Leat.Cli.Tracked.Runs;

/// <summary><c>leat runs list</c>.</summary>
internal sealed class RunsListCommand : TrackedCommand
{
    private const int UsuallyMost = 100;

    private readonly RunScope _scope = new();
    private readonly Setting _columns = new("--columns", "LIST", "Further columns, comma-separated: metrics.loss,params.lr,tags.team,user_id");
    private readonly Setting _most = new("--max-results", "N", "At most so many. Default: 100");
    private readonly OutputOption _output = new();

    public RunsListCommand(TrackingOpener opener)
        : base(opener, "list", "Lists runs that match.")
    {
        Aliases.Add("search");
        Add([.. _scope.Options, _columns, _most, _output.Option]);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "leat runs list",
        "leat runs list -x vision/classify --columns metrics.accuracy,params.lr --order-by \"metrics.accuracy DESC\"",
        "leat runs list --filter \"metrics.accuracy > 0.9 AND params.depth = '6'\" --output json",
    ];

    protected override void Check(SettingReader reader, System.CommandLine.ParseResult result) => ColumnsOf(reader);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var form = _output.Of(call.Settings);
        var most = call.Settings.Number(_most, 1, int.MaxValue) ?? UsuallyMost;
        var runs = await _scope.FindAsync(call, most);
        await new Listing<Run>(ColumnsOf(call.Settings)).WriteAsync(call.Output, form, runs);
        if (runs.Count == 0)
            await call.Error.WriteLineAsync("No run matches.");
        else if (runs.Count == most && !call.Settings.IsOnCommandLine(_most))
            await call.Error.WriteLineAsync($"These are the first {most}; --max-results shows more.");
        return ExitCode.Done;
    }

    private IReadOnlyList<Column<Run>> ColumnsOf(SettingReader reader) => [.. RunColumns.Usual, .. RunColumns.Named(reader.List(_columns) ?? [])];
}
