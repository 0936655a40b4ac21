using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification.Search;

/// <summary>Plays a script against a store and collects failed expectations.</summary>
public static class ScriptRunner
{
    private const int MaxPages = 100;

    /// <summary>One line per failed expectation; empty if all held.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(
        ITrackingStore store, IReadOnlyList<ScriptStep> steps, CancellationToken cancellationToken)
    {
        var world = new ScriptWorld(store);
        var failures = new List<string>();
        foreach (var step in steps)
        {
            if (step is LoadStep load)
                await world.ApplyAsync(load, cancellationToken);
            else if (await CheckAsync(store, world, (SearchStep)step, cancellationToken) is { } failure)
                failures.Add($"line {step.Line}: {failure}");
        }

        return failures;
    }

    private static async Task<string?> CheckAsync(
        ITrackingStore store, ScriptWorld world, SearchStep step, CancellationToken cancellationToken)
    {
        var filter = await world.SubstituteAsync(step.Filter, cancellationToken);
        var expected = step.Pages is null
            ? "error " + step.Error
            : string.Join(" | ", step.Pages.Select(page => string.Join(' ', world.InOrder(page, step.OfRuns))));
        var found = await FindAsync(store, world, step, filter, cancellationToken);
        var holds = step.Pages is null ? found.StartsWith(expected, StringComparison.Ordinal) : found == expected;
        return holds ? null : $"{filter}{Environment.NewLine}  expected: {expected}{Environment.NewLine}  found:    {found}";
    }

    /// <summary>All pages in the notation of scripts, or the error.</summary>
    private static async Task<string> FindAsync(
        ITrackingStore store, ScriptWorld world, SearchStep step, string filter, CancellationToken cancellationToken)
    {
        var pages = new List<string>();
        string? token = null;
        try
        {
            do
            {
                (var names, token) = step.OfRuns
                    ? await RunsAsync(store, world, step, filter, token, cancellationToken)
                    : await ExperimentsAsync(store, world, step, filter, token, cancellationToken);
                pages.Add(string.Join(' ', names));
            }
            while (token is not null && pages.Count < MaxPages);

            // As in MLflow's SQL store, a last page that is exactly full may be followed by an empty one.
            if (step.OfRuns && pages.Count > 1 && pages[^1].Length == 0 && pages[^2].Split(' ').Length == step.MaxResults)
                pages.RemoveAt(pages.Count - 1);
        }
        catch (LeatException error) when (error.Code == ErrorCode.InvalidParameterValue)
        {
            return "error " + error.Message;
        }

        return string.Join(" | ", pages);
    }

    private static async Task<(IEnumerable<string> Names, string? Token)> RunsAsync(
        ITrackingStore store, ScriptWorld world, SearchStep step, string filter, string? token, CancellationToken cancellationToken)
    {
        var query = new RunQuery
        {
            ExperimentIds = world.ExperimentIds(step.ExperimentAliases),
            Filter = RunSearch.ParseFilter(filter),
            OrderBy = RunSearch.ParseOrderBy(step.OrderBy),
            View = step.View,
            MaxResults = step.MaxResults,
            PageToken = token,
        };
        var page = await store.Runs.SearchRunsAsync(query, cancellationToken);
        return (page.Items.Select(run => world.NameOfRun(run.Info.RunId)), page.NextPageToken);
    }

    private static async Task<(IEnumerable<string> Names, string? Token)> ExperimentsAsync(
        ITrackingStore store, ScriptWorld world, SearchStep step, string filter, string? token, CancellationToken cancellationToken)
    {
        var query = new ExperimentQuery
        {
            Filter = ExperimentSearch.ParseFilter(filter),
            OrderBy = ExperimentSearch.ParseOrderBy(step.OrderBy),
            View = step.View,
            MaxResults = step.MaxResults,
            PageToken = token,
        };
        var page = await store.Experiments.SearchExperimentsAsync(query, cancellationToken);
        return (page.Items.Select(experiment => world.NameOfExperiment(experiment.ExperimentId)), page.NextPageToken);
    }
}
