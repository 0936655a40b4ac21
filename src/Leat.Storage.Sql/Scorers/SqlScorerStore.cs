using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Scorers;

/// <summary>Scorers in SQL. Registering locks the scorer's row, so that no two registrations get the same version.</summary>
internal sealed class SqlScorerStore(SqlDatabase database) : IScorerStore
{
    private const string FindScorer = "SELECT id FROM scorers WHERE experiment_id = @p0 AND name = @p1";
    private const string FindLatest = "SELECT MAX(l.version) FROM scorer_versions l WHERE l.scorer = s.id";

    public async Task<ScorerVersion> RegisterScorerAsync(NewScorerVersion scorer, CancellationToken cancellationToken = default)
    {
        var experiment = ExperimentKey.Parse(scorer.ExperimentId);
        var now = database.NextStampMs();

        // Generated before the transaction, so that a retry creates the same scorer.
        var newId = Guid.NewGuid().ToString();
        var (scorerId, version) = await database.Writes.WriteAsync(
            async transaction =>
            {
                await SqlExperimentStore.CheckActiveAsync(transaction, experiment, scorer.ExperimentId).ConfigureAwait(false);
                var key = await LockAsync(transaction, experiment, scorer.Name).ConfigureAwait(false)
                    ?? await transaction.InsertAsync(
                        "INSERT INTO scorers (experiment_id, name, scorer_id) VALUES (@p0, @p1, @p2)", experiment, scorer.Name, newId)
                        .ConfigureAwait(false);
                var next = await NextVersionAsync(transaction, key).ConfigureAwait(false);
                await transaction.WriteAsync(
                    "INSERT INTO scorer_versions (scorer, version, serialized_scorer, created_ms) VALUES (@p0, @p1, @p2, @p3)",
                    key,
                    next,
                    scorer.SerializedScorer,
                    now).ConfigureAwait(false);
                var id = await transaction.Session.ScalarAsync("SELECT scorer_id FROM scorers WHERE id = @p0", key).ConfigureAwait(false);
                return ((string)id!, next);
            },
            cancellationToken).ConfigureAwait(false);
        return new ScorerVersion(scorerId, scorer.ExperimentId, scorer.Name, version, scorer.SerializedScorer, now);
    }

    public Task<IReadOnlyList<ScorerVersion>> ListScorersAsync(string experimentId, CancellationToken cancellationToken = default) =>
        ReadAsync(
            experimentId,
            (session, experiment) => ReadAllAsync(
                session, $"s.experiment_id = @p0 AND v.version = ({FindLatest}) ORDER BY s.name", cancellationToken, experiment),
            cancellationToken);

    public Task<IReadOnlyList<ScorerVersion>> ListVersionsAsync(
        string experimentId, string name, CancellationToken cancellationToken = default) => ReadAsync(
        experimentId,
        async (session, experiment) =>
        {
            ScorerRules.CheckName(name);
            var versions = await ReadAllAsync(
                session, "s.experiment_id = @p0 AND s.name = @p1 ORDER BY v.version", cancellationToken, experiment, name).ConfigureAwait(false);
            return versions.Count > 0 ? versions : throw ScorerRules.NotFound(experimentId, name);
        },
        cancellationToken);

    public Task<ScorerVersion> GetScorerAsync(
        string experimentId, string name, long? version = null, CancellationToken cancellationToken = default) => ReadAsync(
        experimentId,
        async (session, experiment) =>
        {
            ScorerRules.CheckName(name);
            var found = version is null
                ? await ReadAllAsync(
                    session, $"s.experiment_id = @p0 AND s.name = @p1 AND v.version = ({FindLatest})", cancellationToken, experiment, name)
                    .ConfigureAwait(false)
                : await ReadAllAsync(
                    session, "s.experiment_id = @p0 AND s.name = @p1 AND v.version = @p2", cancellationToken, experiment, name, version)
                    .ConfigureAwait(false);
            if (found.Count > 0)
                return found[0];
            var isKnown = await session.ScalarAsync(FindScorer, experiment, name).ConfigureAwait(false) is not null;
            throw ScorerRules.NotFound(experimentId, name, isKnown ? version : null);
        },
        cancellationToken);

    public Task DeleteScorerAsync(string experimentId, string name, long? version = null, CancellationToken cancellationToken = default)
    {
        ScorerRules.CheckName(name);
        var experiment = ExperimentKey.Parse(experimentId);
        return database.Writes.WriteAsync(
            async transaction =>
            {
                await SqlExperimentStore.CheckActiveAsync(transaction, experiment, experimentId).ConfigureAwait(false);
                var scorer = await LockAsync(transaction, experiment, name).ConfigureAwait(false)
                    ?? throw ScorerRules.NotFound(experimentId, name);
                if (version is null)
                {
                    await transaction.WriteAsync("DELETE FROM online_scorings WHERE scorer = @p0", scorer).ConfigureAwait(false);
                    await transaction.WriteAsync("DELETE FROM scorer_versions WHERE scorer = @p0", scorer).ConfigureAwait(false);
                    return await transaction.WriteAsync("DELETE FROM scorers WHERE id = @p0", scorer).ConfigureAwait(false);
                }

                var isKnown = await transaction.Session.ScalarAsync(
                    "SELECT 1 FROM scorer_versions WHERE scorer = @p0 AND version = @p1", scorer, version).ConfigureAwait(false) is not null;
                if (!isKnown)
                    throw ScorerRules.NotFound(experimentId, name, version);
                return await transaction.WriteAsync("DELETE FROM scorer_versions WHERE scorer = @p0 AND version = @p1", scorer, version)
                    .ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<OnlineScoring> SetOnlineScoringAsync(NewOnlineScoring scoring, CancellationToken cancellationToken = default)
    {
        var experiment = ExperimentKey.Parse(scoring.ExperimentId);

        // Generated before the transaction, so that a retry sets the same.
        var newId = Guid.NewGuid().ToString();
        return database.Writes.WriteAsync(
            async transaction =>
            {
                await SqlExperimentStore.CheckActiveAsync(transaction, experiment, scoring.ExperimentId).ConfigureAwait(false);
                var scorer = await LockAsync(transaction, experiment, scoring.Name).ConfigureAwait(false)
                    ?? throw ScorerRules.NotFound(scoring.ExperimentId, scoring.Name);
                var id = await transaction.Session.ScalarAsync("SELECT config_id FROM online_scorings WHERE scorer = @p0", scorer).ConfigureAwait(false)
                    as string ?? newId;
                await transaction.WriteRowAsync(RowWrites.OnlineScoring, scorer, id, scoring.SampleRate, scoring.Filter).ConfigureAwait(false);
                return (await ReadOnlineAsync(transaction.Session, "s.id = @p0", CancellationToken.None, scorer).ConfigureAwait(false))[0];
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<OnlineScoring>> GetOnlineScoringsAsync(IReadOnlyList<string> scorerIds, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            session => ReadOnlineAsync(session, session.Syntax.InTexts("s.scorer_id", "@p0"), cancellationToken, session.Syntax.ListOf(scorerIds)),
            cancellationToken);

    private static async Task<IReadOnlyList<OnlineScoring>> ReadOnlineAsync(
        SqlSession session, string where, CancellationToken cancellationToken, params object?[] arguments) => await session.ReadAsync(
            $"""
            SELECT o.config_id, s.scorer_id, s.experiment_id, o.sample_rate, o.filter FROM scorers s JOIN online_scorings o ON o.scorer = s.id
            WHERE {where} ORDER BY s.scorer_id
            """,
            arguments,
            row => new OnlineScoring(row.NextText(), row.NextText(), row.NextExperimentId(), row.NextDouble(), row.NextTextOrNull()),
            cancellationToken).ConfigureAwait(false);

    /// <summary>The number of a scorer, locked until the transaction ends; null if there is none.</summary>
    private static async ValueTask<long?> LockAsync(WriteTransaction transaction, long experiment, string name)
    {
        if (await transaction.Session.ScalarAsync(FindScorer, experiment, name).ConfigureAwait(false) is not { } found)
            return null;
        var key = Convert.ToInt64(found, CultureInfo.InvariantCulture);

        // Another server may have deleted it meanwhile.
        return await transaction.Session.LockRowAsync("scorers", key).ConfigureAwait(false) ? key : null;
    }

    private static async ValueTask<long> NextVersionAsync(WriteTransaction transaction, long scorer) =>
        await transaction.Session.ScalarAsync("SELECT MAX(version) FROM scorer_versions WHERE scorer = @p0", scorer).ConfigureAwait(false) is { } highest
            ? Convert.ToInt64(highest, CultureInfo.InvariantCulture) + 1
            : 1;

    private Task<T> ReadAsync<T>(string experimentId, Func<SqlSession, long, Task<T>> read, CancellationToken cancellationToken)
    {
        var experiment = ExperimentKey.Parse(experimentId);
        return database.Readers.ReadAsync(
            async session =>
            {
                await SqlExperimentStore.CheckActiveAsync(session, experiment, experimentId).ConfigureAwait(false);
                return await read(session, experiment).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private static async Task<IReadOnlyList<ScorerVersion>> ReadAllAsync(
        SqlSession session, string where, CancellationToken cancellationToken, params object?[] arguments) =>
        await session.ReadAsync($"SELECT {ScorerColumns.All} FROM {ScorerColumns.From} WHERE {where}", arguments, ScorerColumns.Read, cancellationToken)
            .ConfigureAwait(false);
}
