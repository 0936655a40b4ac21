using System.Globalization;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Traces;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Removes the rows of experiments that are marked and hold neither runs nor models any more, their traces first.</summary>
internal static class ExperimentPurge
{
    private const int Datasets = 128;
    private const int Scorers = 128;

    private static readonly RowSlice[] OfQueues = RowSlice.OfOwner("review_queues");

    private static readonly RowSlice[] Tables = RowSlice.OfOwner("experiments", without: ["runs", "models", "datasets", "scorers", "traces", "review_queues"]);

    /// <summary>Removes a piece of an experiment; true when all of it is gone.</summary>
    public static async ValueTask<bool> StepAsync(WriteTransaction transaction, long experiment)
    {
        if (!await TracePurge.OfExperimentAsync(transaction, experiment).ConfigureAwait(false)
            || !await RowSlice.DeleteAsync(Tables, transaction, experiment).ConfigureAwait(false)
            || !await LeaveDatasetsAsync(transaction, experiment).ConfigureAwait(false)
            || !await DeleteScorersAsync(transaction, experiment).ConfigureAwait(false)
            || !await DeleteQueuesAsync(transaction, experiment).ConfigureAwait(false))
            return false;
        await transaction.WriteAsync($"DELETE FROM experiments WHERE id = @p0 AND stage = {StageSql.Purged}", experiment).ConfigureAwait(false);
        transaction.ForgetRuns();
        return true;
    }

    /// <summary>A dataset belongs to the experiment that first used it. If runs of other experiments use it too, it is handed over to one of
    /// these.</summary>
    private static async ValueTask<bool> LeaveDatasetsAsync(WriteTransaction transaction, long experiment)
    {
        var datasets = await transaction.Session.ReadAsync(
            $"""
            SELECT d.id, (SELECT MIN(r.experiment_id) FROM inputs i JOIN runs r ON r.id = i.run WHERE i.dataset = d.id)
            FROM datasets d WHERE d.experiment_id = @p0 {transaction.Syntax.First(Datasets, "d.id")}
            """,
            [experiment],
            row => (Id: row.NextInt64(), Heir: row.NextInt64OrNull()),
            CancellationToken.None).ConfigureAwait(false);
        foreach (var (dataset, heir) in datasets)
        {
            if (heir is null)
                await transaction.WriteAsync("DELETE FROM datasets WHERE id = @p0", dataset).ConfigureAwait(false);
            else
                await transaction.WriteAsync("UPDATE datasets SET experiment_id = @p1 WHERE id = @p0", dataset, heir).ConfigureAwait(false);
        }

        return datasets.Count < Datasets;
    }

    /// <summary>Scorers, some at a time, with their versions.</summary>
    private static async ValueTask<bool> DeleteScorersAsync(WriteTransaction transaction, long experiment)
    {
        var scorers = await transaction.Session.ReadAsync(
            $"SELECT id FROM scorers WHERE experiment_id = @p0 {transaction.Syntax.First(Scorers, "id")}",
            [experiment],
            row => row.NextInt64(),
            CancellationToken.None).ConfigureAwait(false);
        foreach (var scorer in scorers)
        {
            await transaction.WriteAsync("DELETE FROM online_scorings WHERE scorer = @p0", scorer).ConfigureAwait(false);
            await transaction.WriteAsync("DELETE FROM scorer_versions WHERE scorer = @p0", scorer).ConfigureAwait(false);
            await transaction.WriteAsync("DELETE FROM scorers WHERE id = @p0", scorer).ConfigureAwait(false);
        }

        return scorers.Count < Scorers;
    }

    /// <summary>A review queue, or a piece of one.</summary>
    private static async ValueTask<bool> DeleteQueuesAsync(WriteTransaction transaction, long experiment)
    {
        var found = await transaction.Session.ScalarAsync(
            $"SELECT id FROM review_queues WHERE experiment = @p0 {transaction.Syntax.First(1)}", experiment).ConfigureAwait(false);
        if (found is null)
            return true;
        var queue = Convert.ToInt64(found, CultureInfo.InvariantCulture);
        if (await RowSlice.DeleteAsync(OfQueues, transaction, queue).ConfigureAwait(false))
            await transaction.WriteAsync("DELETE FROM review_queues WHERE id = @p0", queue).ConfigureAwait(false);
        return false;
    }
}
