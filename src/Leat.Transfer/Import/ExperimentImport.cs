using System.Globalization;
using Leat.Core;

namespace Leat.Transfer;

/// <summary>Brings experiments: each keeps its id if that is free, joins the one of its name if there is one, and gets the next id
/// otherwise.</summary>
internal sealed class ExperimentImport(ITrackingStore target, ImportLedger ledger, bool dryRun)
{
    private readonly Dictionary<string, Experiment> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Experiment> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>Brings experiments.</summary>
    /// <returns>The ids here, by the ids of the source; those that were left out are missing.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(IReadOnlyList<Experiment> experiments, CancellationToken cancellationToken)
    {
        await ReadTargetAsync(cancellationToken).ConfigureAwait(false);

        // Those whose id can be kept come first, so that no other is given it.
        foreach (var experiment in experiments.OrderBy(experiment => KeepsId(experiment) ? 0 : 1))
        {
            try
            {
                await BringAsync(experiment, cancellationToken).ConfigureAwait(false);
            }
            catch (LeatException error) when (error.Code is ErrorCode.InvalidParameterValue or ErrorCode.ResourceAlreadyExists)
            {
                ledger.LeftOut(TransferKind.Experiment, experiment.ExperimentId, error.Message);
            }
        }

        return _ids;
    }

    private static bool CanBeId(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
        && key <= BulkRules.LastExperimentId
        && key.ToString(CultureInfo.InvariantCulture) == id;

    private bool KeepsId(Experiment experiment) => CanBeId(experiment.ExperimentId) && !_byId.ContainsKey(experiment.ExperimentId);

    private async Task ReadTargetAsync(CancellationToken cancellationToken)
    {
        var query = new ExperimentQuery { View = ViewType.All, MaxResults = 1_000 };
        while (true)
        {
            var page = await target.Experiments.SearchExperimentsAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var experiment in page.Items)
            {
                _byName[experiment.Name] = experiment;
                _byId[experiment.ExperimentId] = experiment;
            }

            if (page.NextPageToken is null)
                return;
            query = query with { PageToken = page.NextPageToken };
        }
    }

    private async Task BringAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        var id = experiment.ExperimentId;
        var there = _byId.GetValueOrDefault(id);
        if (there is not null && IsSame(there, experiment))
            await JoinAsync(experiment, there, cancellationToken).ConfigureAwait(false);
        else if (id == Experiment.DefaultId && there is not null && await IsUnusedAsync(there, cancellationToken).ConfigureAwait(false))
            await AddAsync(experiment, id, cancellationToken).ConfigureAwait(false);
        else if (_byName.TryGetValue(experiment.Name, out var named))
            await JoinAsync(experiment, named, cancellationToken).ConfigureAwait(false);
        else
            await AddAsync(experiment, KeepsId(experiment) ? id : "", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether an experiment here is that of the source, renamed on one side perhaps.</summary>
    private static bool IsSame(Experiment there, Experiment experiment) =>
        there.CreationTimeMs == experiment.CreationTimeMs && there.ArtifactLocation == experiment.ArtifactLocation;

    /// <summary>Whether nothing would be lost if the experiment that every store starts with took the place of the source's.</summary>
    private async Task<bool> IsUnusedAsync(Experiment there, CancellationToken cancellationToken)
    {
        if (there.Tags.Count > 0 || there.LastUpdateTimeMs != there.CreationTimeMs)
            return false;
        var query = new RunQuery { ExperimentIds = [Experiment.DefaultId], View = ViewType.All, MaxResults = 1 };
        return (await target.Runs.SearchRunsAsync(query, cancellationToken).ConfigureAwait(false)).Items.Count == 0;
    }

    private async Task AddAsync(Experiment experiment, string id, CancellationToken cancellationToken)
    {
        var admitted = Admit(experiment) with { ExperimentId = id };
        if (!dryRun)
            id = (await target.Bulk.LoadExperimentsAsync([admitted], cancellationToken).ConfigureAwait(false))[0];
        if (id.Length > 0 && id != experiment.ExperimentId && experiment.ExperimentId.Length > 0)
        {
            ledger.Note(new TransferNote(
                TransferKind.Experiment,
                experiment.ExperimentId,
                IsLoss: false,
                CanBeId(experiment.ExperimentId)
                    ? $"'{experiment.Name}' has the id {id} here: {experiment.ExperimentId} is taken."
                    : $"'{experiment.Name}' has the id {id} here: '{experiment.ExperimentId}' is not a number that can be kept."));
        }

        _ids[experiment.ExperimentId] = id;
        if (id.Length > 0)
            _byId[id] = admitted with { ExperimentId = id };
        _byName[experiment.Name] = admitted with { ExperimentId = id };
        ledger.Added(TransferKind.Experiment);
    }

    private async Task JoinAsync(Experiment experiment, Experiment there, CancellationToken cancellationToken)
    {
        _ids[experiment.ExperimentId] = there.ExperimentId;
        if (there.ExperimentId != experiment.ExperimentId)
            Note(experiment, $"'{experiment.Name}' joins the experiment of that name, {there.ExperimentId}.");
        if (there.Name != experiment.Name)
            Note(experiment, $"It is called '{there.Name}' here and '{experiment.Name}' in the source: the name here stays.");
        if (there.LifecycleStage != experiment.LifecycleStage)
            Note(experiment, there.LifecycleStage == LifecycleStage.Deleted ? "It is deleted here and stays so." : "It is deleted in the source only and stays.");
        var missing = there.LifecycleStage == LifecycleStage.Active
            ? Admit(experiment).Tags.Where(tag => there.Tags.All(known => known.Key != tag.Key)).ToList()
            : [];
        foreach (var tag in dryRun ? [] : missing)
            await target.Experiments.SetExperimentTagAsync(there.ExperimentId, tag, cancellationToken).ConfigureAwait(false);
        if (missing.Count > 0)
            ledger.Completed(TransferKind.Experiment);
        else
            ledger.Kept(TransferKind.Experiment);
    }

    private void Note(Experiment experiment, string text) =>
        ledger.Note(new TransferNote(TransferKind.Experiment, experiment.ExperimentId, IsLoss: false, text));

    /// <summary>The experiment with the tags that can be kept.</summary>
    private Experiment Admit(Experiment experiment)
    {
        var tags = new List<Tag>(experiment.Tags.Count);
        foreach (var tag in experiment.Tags)
        {
            try
            {
                ExperimentRules.CheckTag(tag.Key, tag.Value);
                tags.Add(tag);
            }
            catch (LeatException error)
            {
                ledger.Note(new TransferNote(TransferKind.Experiment, experiment.ExperimentId, IsLoss: true, $"Its tag '{TextRules.Truncate(tag.Key, 100)}' was left out: {error.Message}"));
            }
        }

        return experiment with { Tags = tags };
    }
}
