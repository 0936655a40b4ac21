using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Removes the rows of runs that are marked. Rows go before what they refer to, and the run itself goes last, when nothing else of it
/// is left. A kill in between thus leaves a marked run that is found again, never rows without a run.</summary>
internal static class RunPurge
{
    private const int Datasets = 128;

    private static readonly RowSlice[] Tables = RowSlice.OfOwner("runs", without: "inputs");

    /// <summary>Removes a piece of a run; true when all of it is gone.</summary>
    public static async ValueTask<bool> StepAsync(WriteTransaction transaction, long run)
    {
        // Keeps a server that is sealing this run from adding blocks meanwhile.
        await transaction.Session.LockRowAsync("runs", run).ConfigureAwait(false);
        if (!await RowSlice.DeleteAsync(Tables, transaction, run).ConfigureAwait(false)
            || !await DeleteInputsAsync(transaction, run).ConfigureAwait(false))
            return false;
        await transaction.WriteAsync(
            $"""
            DELETE FROM runs WHERE id = @p0 AND (stage = {StageSql.Purged} OR experiment_id IN (SELECT e.id FROM experiments e WHERE e.stage = {StageSql.Purged}))
            """,
            run).ConfigureAwait(false);
        transaction.ForgetRuns();
        return true;
    }

    /// <summary>Removes inputs, together with the datasets that no other run uses.</summary>
    private static async ValueTask<bool> DeleteInputsAsync(WriteTransaction transaction, long run)
    {
        var datasets = await transaction.Session.ReadAsync(
            $"SELECT dataset FROM inputs WHERE run = @p0 {transaction.Syntax.First(Datasets, "dataset")}",
            [run],
            row => row.NextInt64(),
            CancellationToken.None).ConfigureAwait(false);
        foreach (var dataset in datasets)
        {
            await transaction.WriteAsync("DELETE FROM input_tags WHERE run = @p0 AND dataset = @p1", run, dataset).ConfigureAwait(false);
            await transaction.WriteAsync("DELETE FROM inputs WHERE run = @p0 AND dataset = @p1", run, dataset).ConfigureAwait(false);
            await transaction.WriteAsync(
                "DELETE FROM datasets WHERE id = @p0 AND NOT EXISTS (SELECT 1 FROM inputs i WHERE i.dataset = @p0)", dataset).ConfigureAwait(false);
        }

        return datasets.Count < Datasets;
    }
}
