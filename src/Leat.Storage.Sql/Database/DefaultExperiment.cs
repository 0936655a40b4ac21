using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Database;

/// <summary>The experiment of runs that name none.</summary>
internal static class DefaultExperiment
{
    /// <summary>Adds it where it is missing, as MLflow does, also after experiment 0 was removed for good.</summary>
    public static async Task AddAsync(SqlSession session, SqlStoreOptions options)
    {
        if (await session.ScalarAsync("SELECT 1 FROM experiments WHERE id = 0 OR (workspace = 0 AND name = @p0)", Experiment.DefaultName).ConfigureAwait(false) is not null)
            return;
        var now = options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        await session.ExecuteAsync(
            "INSERT INTO experiments (id, name, artifact_location, stage, generation, created_ms, updated_ms) VALUES (0, @p0, @p1, 0, 0, @p2, @p2)",
            Experiment.DefaultName,
            options.LocationOf(0),
            now).ConfigureAwait(false);
    }
}
