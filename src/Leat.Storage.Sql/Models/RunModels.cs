using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Models;

/// <summary>Whether a run used a model or made it. Numbers are stored.</summary>
internal enum RunModelDirection
{
    Input = 0,
    Output = 1,
}

/// <summary>Links between runs and the models they used or made.</summary>
internal static class RunModels
{
    /// <summary>Adds a link; an existing one stays as it is, so that a client may always retry.</summary>
    public static async ValueTask AddAsync(
        WriteTransaction transaction, RunState run, RunModelDirection direction, string modelId, long step)
    {
        var known = await transaction.Session.ScalarAsync(
            "SELECT 1 FROM run_models WHERE run = @p0 AND direction = @p1 AND model_id = @p2", run.Key, (int)direction, modelId)
            .ConfigureAwait(false);
        if (known is not null)
            return;
        await transaction.WriteAsync(
            """
            INSERT INTO run_models (run, direction, model_id, step, ordinal)
            SELECT @p0, @p1, @p2, @p3, COALESCE(MAX(ordinal), 0) + 1 FROM run_models WHERE run = @p0
            """,
            run.Key,
            (int)direction,
            modelId,
            step).ConfigureAwait(false);
    }
}
