using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Core;

namespace Leat.Cli.Tracked.Runs;

/// <summary><c>leat runs tag</c>.</summary>
internal sealed class RunsTagCommand : TrackedCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "Its id." };
    private readonly Argument<string[]> _tags = new("KEY=VALUE") { Description = "Tags to set.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Setting _remove = new("--remove", "KEY", "A tag to remove; may be given several times");

    public RunsTagCommand(TrackingOpener opener)
        : base(opener, "tag", "Sets and removes tags of a run.")
    {
        Add(_run);
        Add(_tags);
        Add(_remove);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "leat runs tag RUN_ID stage=candidate team=vision",
        "leat runs tag RUN_ID \"mlflow.note.content=Best so far\" --remove stage",
    ];

    protected override void Check(SettingReader reader, ParseResult result)
    {
        if (TagsOf(result).Count + RemovedOf(result).Length == 0)
            throw new UsageException("Say what to tag the run with: leat runs tag RUN KEY=VALUE");
    }

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var run = call.Result.GetRequiredValue(_run);
        var (tags, removed) = (TagsOf(call.Result), RemovedOf(call.Result));
        if (tags.Count > 0)
            await call.Client.Store.Runs.LogAsync(LogBatch.Create(run, tags: tags, limits: call.Client.Store.Features.Limits), call.Cancellation);
        foreach (var key in removed)
            await call.Client.Store.Runs.DeleteTagAsync(run, key, call.Cancellation);
        await call.Output.WriteLineAsync($"Run with ID {run} has been tagged.");
        return ExitCode.Done;
    }

    private List<Tag> TagsOf(ParseResult result) =>
        (result.GetValue(_tags) ?? []).Select(text => Pairs.Parse(text, "KEY=VALUE")).Select(pair => new Tag(pair.Key, pair.Value)).ToList();

    private string[] RemovedOf(ParseResult result) => result.GetValue(_remove) ?? [];
}
