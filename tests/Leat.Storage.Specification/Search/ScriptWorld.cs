using System.Globalization;
using System.Text.RegularExpressions;
using Leat.Core;

namespace Leat.Storage.Specification.Search;

/// <summary>What a script has created in a store so far, by the script's names.</summary>
internal sealed partial class ScriptWorld(ITrackingStore store)
{
    private const string DefaultExperiment = "Default";
    private const string HomeExperiment = "home";

    private readonly Dictionary<string, string> _experiments = new() { [DefaultExperiment] = Experiment.DefaultId };
    private readonly Dictionary<string, string> _runs = [];

    public async Task ApplyAsync(LoadStep step, CancellationToken cancellationToken)
    {
        switch (step.Verb)
        {
            case "experiment":
                await CreateExperimentAsync(step, cancellationToken);
                break;
            case "run":
                await LogRunAsync(step, cancellationToken);
                break;
            default:
                await DeleteOrRestoreAsync(step, cancellationToken);
                break;
        }
    }

    public IReadOnlyList<string> ExperimentIds(IReadOnlyList<string>? aliases) =>
        [.. (aliases ?? _experiments.Keys.ToList()).Select(alias => _experiments[alias])];

    public string NameOfRun(string runId) => _runs.FirstOrDefault(pair => pair.Value == runId).Key ?? runId;

    public string NameOfExperiment(string id) => _experiments.FirstOrDefault(pair => pair.Value == id).Key ?? id;

    /// <summary>The members of each group ordered by id.</summary>
    public IReadOnlyList<string> InOrder(ExpectedPage page, bool ofRuns) =>
        [.. page.Groups.SelectMany(group => group.OrderBy(alias => IdOf(alias, ofRuns), StringComparer.Ordinal))];

    /// <summary>Replaces <c>${alias.field}</c> by the store's value.</summary>
    public async Task<string> SubstituteAsync(string text, CancellationToken cancellationToken)
    {
        foreach (Match match in Placeholder().Matches(text))
        {
            var value = await ReadAsync(match.Groups[1].Value, match.Groups[2].Value, cancellationToken);
            text = text.Replace(match.Value, value, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Run ids compare as text, experiment ids as numbers.</summary>
    private string IdOf(string alias, bool ofRuns) => ofRuns ? _runs[alias] : _experiments[alias].PadLeft(20, '0');

    [GeneratedRegex(@"\$\{(\w+)\.(\w+)\}")]
    private static partial Regex Placeholder();

    private async Task<string> ReadAsync(string alias, string field, CancellationToken cancellationToken)
    {
        if (field is "creation_time" or "last_update_time")
        {
            var experiment = await store.Experiments.GetExperimentAsync(_experiments[alias], cancellationToken);
            var time = field == "creation_time" ? experiment.CreationTimeMs : experiment.LastUpdateTimeMs;
            return time.ToString(CultureInfo.InvariantCulture);
        }

        var run = await store.Runs.GetRunAsync(_runs[alias], cancellationToken);
        return field switch
        {
            "run_id" => run.Info.RunId,
            "artifact_uri" => run.Info.ArtifactUri,
            _ => throw new FormatException($"A script cannot ask for '{field}'."),
        };
    }

    private async Task CreateExperimentAsync(LoadStep step, CancellationToken cancellationToken)
    {
        var fields = new RunFields(step);
        var name = fields.Single("name") ?? step.Alias;
        _experiments[step.Alias] = await store.Experiments.CreateExperimentAsync(
            NewExperiment.Create(name, fields.Single("artifacts"), fields.Tags), cancellationToken);
    }

    private async Task LogRunAsync(LoadStep step, CancellationToken cancellationToken)
    {
        var fields = new RunFields(step);
        if (!_runs.TryGetValue(step.Alias, out var runId))
            runId = _runs[step.Alias] = await CreateRunAsync(step.Alias, fields, cancellationToken);
        else if (fields.Tags.Count > 0)
            await store.Runs.LogAsync(LogBatch.Create(runId, tags: fields.Tags), cancellationToken);
        if (fields.Metrics.Count + fields.Params.Count > 0)
            await store.Runs.LogAsync(LogBatch.Create(runId, fields.Metrics, fields.Params), cancellationToken);
        if (fields.Datasets.Count > 0)
            await store.Runs.LogInputsAsync(LogInputs.Create(runId, fields.Datasets), cancellationToken);
        if (fields.Status is not null || fields.EndTimeMs is not null)
        {
            var update = new RunUpdate(runId) { Status = fields.Status, EndTimeMs = fields.EndTimeMs };
            await store.Runs.UpdateRunAsync(update, cancellationToken);
        }
    }

    private async Task<string> CreateRunAsync(string alias, RunFields fields, CancellationToken cancellationToken)
    {
        var home = fields.Single("in") ?? HomeExperiment;
        if (!_experiments.TryGetValue(home, out var experimentId))
        {
            experimentId = await store.Experiments.CreateExperimentAsync(NewExperiment.Create(home), cancellationToken);
            _experiments[home] = experimentId;
        }

        var run = NewRun.Create(
            experimentId, fields.Single("name") ?? alias, fields.Single("user"), fields.StartTimeMs, fields.Tags);
        return (await store.Runs.CreateRunAsync(run, cancellationToken)).Info.RunId;
    }

    private Task DeleteOrRestoreAsync(LoadStep step, CancellationToken cancellationToken)
    {
        var deletes = step.Verb == "delete";
        if (_runs.TryGetValue(step.Alias, out var runId))
        {
            return deletes
                ? store.Runs.DeleteRunAsync(runId, cancellationToken)
                : store.Runs.RestoreRunAsync(runId, cancellationToken);
        }

        var experimentId = _experiments[step.Alias];
        return deletes
            ? store.Experiments.DeleteExperimentAsync(experimentId, cancellationToken)
            : store.Experiments.RestoreExperimentAsync(experimentId, cancellationToken);
    }
}
