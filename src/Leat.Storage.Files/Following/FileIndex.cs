using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>An index that follows the files of a directory.</summary>
internal sealed class FileIndex : IAsyncDisposable
{
    /// <summary>Of the runs that rest, each comparison looks at the files of one in so many.</summary>
    private const int Rounds = 16;

    private readonly ScanPace _pace;

    public FileIndex(IndexContext context, TimeProvider clock)
    {
        Context = context;
        _pace = new ScanPace(TimeProvider.System);
        Clock = clock;
        Experiments = new ExperimentFollower(context);
        Runs = new RunFollower(context, Experiments);
        Models = new ModelFollower(context, Experiments, Runs);
        Registry = new RegistryFollower(context);
        Traces = new TraceFollower(context, Experiments);
        Structure = new StructureLock(Path.Combine(context.Layout.Root, ".leat.lock"));
    }

    public IndexContext Context { get; }

    public ITrackingStore Store => Context.Index;

    public TimeProvider Clock { get; }

    public ExperimentFollower Experiments { get; }

    public RunFollower Runs { get; }

    public ModelFollower Models { get; }

    public RegistryFollower Registry { get; }

    public TraceFollower Traces { get; }

    public StructureLock Structure { get; }

    public long NowMs => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task FollowRunAsync(string id, CancellationToken cancellationToken)
    {
        using (await Runs.Locks.EnterAsync(id, cancellationToken).ConfigureAwait(false))
            await Runs.FollowAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task FollowTraceAsync(string id, CancellationToken cancellationToken)
    {
        using (await Traces.Locks.EnterAsync(id, cancellationToken).ConfigureAwait(false))
            await Traces.FollowAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public Task FollowExperimentsAsync(CancellationToken cancellationToken) =>
        _pace.EnsureAsync(ExperimentFollower.Prefix, (_, cancel) => Experiments.FollowAllAsync(cancel), cancellationToken);

    public Task FollowRegistryAsync(CancellationToken cancellationToken) =>
        _pace.EnsureAsync(RegistryFollower.Prefix, (_, cancel) => Registry.FollowAllAsync(cancel), cancellationToken);

    /// <summary>Takes what has changed in the runs of some experiments; of all if none are named.</summary>
    public Task FollowRunsAsync(IReadOnlyList<string>? experimentIds, CancellationToken cancellationToken) => FollowAsync(
        RunFollower.Prefix,
        experimentIds,
        (id, folder, count, cancel) => Runs.FollowAllAsync(id, folder, run => count == 0 || (uint)string.GetHashCode(run, StringComparison.Ordinal) % Rounds == (uint)count % Rounds, cancel),
        cancellationToken);

    public Task FollowModelsAsync(IReadOnlyList<string>? experimentIds, CancellationToken cancellationToken) =>
        FollowAsync(ModelFollower.Prefix, experimentIds, (id, folder, _, cancel) => Models.FollowAllAsync(id, folder, cancel), cancellationToken);

    public Task FollowTracesAsync(IReadOnlyList<string>? experimentIds, CancellationToken cancellationToken) =>
        FollowAsync(TraceFollower.Prefix, experimentIds, (id, folder, _, cancel) => Traces.FollowAllAsync(id, folder, cancel), cancellationToken);

    /// <summary>Compares what was in work when the last process was killed.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var unsure = Context.Book.Unsure;
        if (unsure.Count == 0)
            return;
        await Experiments.FollowAllAsync(cancellationToken).ConfigureAwait(false);
        foreach (var key in unsure)
        {
            var id = key[2..];
            switch (key[..2])
            {
                case ExperimentFollower.Prefix:
                    await Experiments.FollowAsync(id, cancellationToken).ConfigureAwait(false);
                    break;
                case RunFollower.Prefix:
                    await Runs.DropAsync(id).ConfigureAwait(false);
                    await FollowRunAsync(id, cancellationToken).ConfigureAwait(false);
                    break;
                case ModelFollower.Prefix:
                    await Models.DropAsync(id).ConfigureAwait(false);
                    await Models.FollowAsync(id, cancellationToken).ConfigureAwait(false);
                    break;
                case RegistryFollower.Prefix:
                    await IndexContext.TryAsync(() => Store.Registry.DeleteRegisteredModelAsync(id)).ConfigureAwait(false);
                    await Registry.FollowAsync(id, cancellationToken).ConfigureAwait(false);
                    break;
                case TraceFollower.Prefix:
                    await Traces.DropAsync(id).ConfigureAwait(false);
                    await FollowTraceAsync(id, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    await DropStrangersAsync(id, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>The key under which a process notes that it makes things in an experiment whose ids it does not know yet.</summary>
    public static string KeyOfNew(string experimentId) => "c/" + experimentId;

    public async ValueTask DisposeAsync()
    {
        await _pace.DisposeAsync().ConfigureAwait(false);
        Structure.Dispose();
    }

    private async Task FollowAsync(
        string prefix, IReadOnlyList<string>? experimentIds, Func<string, string, int, CancellationToken, Task<int>> follow, CancellationToken cancellationToken)
    {
        await FollowExperimentsAsync(cancellationToken).ConfigureAwait(false);
        var ids = experimentIds?.Distinct(StringComparer.Ordinal) ?? Context.Layout.Experiments().Select(experiment => experiment.Id).Distinct(StringComparer.Ordinal).ToList();
        foreach (var id in ids)
        {
            if (Context.Layout.FindExperiment(id) is { } folder)
                await _pace.EnsureAsync(prefix + id, (count, cancel) => follow(id, Context.Layout.FindExperiment(id) ?? folder, count, cancel), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes from the index what it has and no file tells of: a process was killed after the one and before the other.</summary>
    private async Task DropStrangersAsync(string experimentId, CancellationToken cancellationToken)
    {
        if (experimentId.Length == 0)
        {
            var all = new ExperimentQuery { View = ViewType.All, MaxResults = ExperimentQuery.MaxPageSize };
            foreach (var experiment in (await Store.Experiments.SearchExperimentsAsync(all, cancellationToken).ConfigureAwait(false)).Items)
                await Experiments.FollowAsync(experiment.ExperimentId, cancellationToken).ConfigureAwait(false);
            return;
        }

        var query = new RunQuery { ExperimentIds = [experimentId], View = ViewType.All };
        do
        {
            var page = await Store.Runs.SearchRunsAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var run in page.Items.Where(run => Context.Layout.FindRun(run.Info.RunId, experimentId) is null))
                await Runs.DropAsync(run.Info.RunId).ConfigureAwait(false);
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);
        var models = new LoggedModelQuery { ExperimentIds = [experimentId], MaxResults = LoggedModelQuery.MaxPageSize };
        foreach (var model in (await Store.Models.SearchModelsAsync(models, cancellationToken).ConfigureAwait(false)).Items)
        {
            if (Context.Layout.FindModel(model.ModelId, experimentId) is null)
                await Models.DropAsync(model.ModelId).ConfigureAwait(false);
        }
    }
}
