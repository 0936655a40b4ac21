using System.Globalization;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Traces;

/// <summary>Removes the rows of traces, the trace itself last.</summary>
internal static class TracePurge
{
    private static readonly RowSlice[] Tables = RowSlice.OfOwner("traces");

    /// <summary>Removes a piece of a trace; true when all of it is gone.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="trace">The trace's number.</param>
    /// <param name="isOfPurged">Whether its experiment is being removed as well, so that nobody measures it any more.</param>
    public static async ValueTask<bool> StepAsync(WriteTransaction transaction, long trace, bool isOfPurged = false)
    {
        // Keeps other servers from adding spans meanwhile.
        if (await TraceRow.LockAsync(transaction, trace).ConfigureAwait(false) is { } row && !isOfPurged)
            transaction.NoteTrace(row.Experiment, row.TimestampMs);
        if (!await RowSlice.DeleteAsync(Tables, transaction, trace).ConfigureAwait(false))
            return false;
        var traceId = await transaction.Session.ScalarAsync("SELECT trace_id FROM traces WHERE id = @p0", trace).ConfigureAwait(false);
        await transaction.WriteAsync("DELETE FROM trace_runs WHERE trace_id = @p0", traceId).ConfigureAwait(false);
        await transaction.WriteAsync("DELETE FROM traces WHERE id = @p0", trace).ConfigureAwait(false);
        return true;
    }

    /// <summary>Removes a piece of an experiment's traces; true when none is left.</summary>
    public static async ValueTask<bool> OfExperimentAsync(WriteTransaction transaction, long experiment)
    {
        var trace = await transaction.Session.ScalarAsync(
            $"SELECT id FROM traces WHERE experiment_id = @p0 {transaction.Syntax.First(1)}", experiment).ConfigureAwait(false);
        if (trace is null)
            return true;
        await StepAsync(transaction, Convert.ToInt64(trace, CultureInfo.InvariantCulture), isOfPurged: true).ConfigureAwait(false);
        return false;
    }
}
