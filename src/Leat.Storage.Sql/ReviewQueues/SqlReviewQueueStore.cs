using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.ReviewQueues;

/// <summary>Review queues in SQL. Making one locks the experiment's row, so that no two get the same name; other writes lock the queue's.</summary>
internal sealed partial class SqlReviewQueueStore(SqlDatabase database) : IReviewQueueStore
{
    private const string Select =
        """
        SELECT q.id, q.queue_id, q.experiment, q.name, q.type, q.created_ms, q.updated_ms, q.created_by
        FROM review_queues q JOIN experiments e ON e.id = q.experiment
        """;

    private static readonly string NotPurged = $"e.stage <> {StageSql.Purged}";

    public Task<ReviewQueue> CreateQueueAsync(NewReviewQueue queue, CancellationToken cancellationToken = default) =>
        MakeAsync(queue, mayExist: false, cancellationToken);

    public Task<ReviewQueue> GetOrCreateQueueAsync(NewReviewQueue queue, CancellationToken cancellationToken = default) =>
        MakeAsync(queue, mayExist: true, cancellationToken);

    public Task<ReviewQueue> GetQueueAsync(string queueId, CancellationToken cancellationToken = default) => database.Readers.ReadAsync(
        async session => (await FindAsync(session, queueId).ConfigureAwait(false) ?? throw ReviewQueueRules.NotFound(queueId)).Queue, cancellationToken);

    public Task<ReviewQueue> GetQueueByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            async session => ExperimentKey.TryParse(experimentId, out var experiment)
                && await FindByNameAsync(session, experiment, name).ConfigureAwait(false) is { } found
                ? found.Queue
                : throw ReviewQueueRules.NameNotFound(experimentId, name),
            cancellationToken);

    public Task<Page<ReviewQueue>> ListQueuesAsync(
        string experimentId, string? user, long maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        var (size, offset) = (PageSize.Check(maxResults, ReviewQueueRules.MaxPageSize), PageToken.ToOffset(pageToken));
        return database.Readers.ReadAsync(
            async session =>
            {
                if (!ExperimentKey.TryParse(experimentId, out var experiment))
                    return new Page<ReviewQueue>([], null);
                var text = new SqlText(database.Syntax);
                var where = new List<string> { $"q.experiment = {text.Parameter(experiment)}", NotPurged };
                if (!string.IsNullOrEmpty(user))
                    where.Add($"EXISTS (SELECT 1 FROM review_queue_users u WHERE u.queue = q.id AND u.reviewer = {text.Parameter(user)})");
                var end = session.Syntax.Page("q.created_ms DESC, q.queue_id DESC", text.Parameter(size + 1L), text.Parameter(offset));
                var found = await ReadAsync(session, $"WHERE {SqlText.And(where)} {end}", text.Arguments).ConfigureAwait(false);
                return new Page<ReviewQueue>(
                    [.. found.Take(size).Select(entry => entry.Queue)], found.Count > size ? PageToken.FromOffset(offset + size) : null);
            },
            cancellationToken);
    }

    public Task<ReviewQueue> UpdateQueueAsync(string queueId, ReviewQueueUpdate update, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var (key, queue) = await LockAsync(transaction, queueId).ConfigureAwait(false);
                if (queue.Type == ReviewQueueType.User)
                    throw ReviewQueueRules.IsOfUser();
                if (update.SchemaIds is { } schemas)
                {
                    await CheckSchemasAsync(transaction, ExperimentKey.Parse(queue.ExperimentId), schemas).ConfigureAwait(false);
                    await transaction.WriteAsync("DELETE FROM review_queue_schemas WHERE queue = @p0", key).ConfigureAwait(false);
                    await WriteSchemasAsync(transaction, key, schemas).ConfigureAwait(false);
                }

                if (update.Users is { } users)
                {
                    await transaction.WriteAsync("DELETE FROM review_queue_users WHERE queue = @p0", key).ConfigureAwait(false);
                    await WriteUsersAsync(transaction, key, users).ConfigureAwait(false);
                }

                await transaction.WriteAsync("UPDATE review_queues SET updated_ms = @p1 WHERE id = @p0", key, now).ConfigureAwait(false);
                return (await FindAsync(transaction.Session, queueId).ConfigureAwait(false))!.Value.Queue;
            },
            cancellationToken);
    }

    public Task DeleteQueueAsync(string queueId, CancellationToken cancellationToken = default) => database.Writes.WriteAsync(
        async transaction =>
        {
            if (await FindAsync(transaction.Session, queueId).ConfigureAwait(false) is not { Key: var key }
                || !await transaction.Session.LockRowAsync("review_queues", key).ConfigureAwait(false))
                return 0;
            foreach (var table in (string[])["review_queue_items", "review_queue_schemas", "review_queue_users"])
                await transaction.WriteAsync($"DELETE FROM {table} WHERE queue = @p0", key).ConfigureAwait(false);
            return await transaction.WriteAsync("DELETE FROM review_queues WHERE id = @p0", key).ConfigureAwait(false);
        },
        cancellationToken);

    private Task<ReviewQueue> MakeAsync(NewReviewQueue queue, bool mayExist, CancellationToken cancellationToken)
    {
        var wanted = queue.Queue;
        var experiment = ExperimentKey.Parse(wanted.ExperimentId);
        var now = database.NextStampMs();

        // Generated before the transaction, so that a retry makes the same queue.
        var queueId = $"rq-{Guid.NewGuid():N}";
        return database.Writes.WriteAsync(
            async transaction =>
            {
                await SqlExperimentStore.CheckActiveAsync(transaction, experiment, wanted.ExperimentId).ConfigureAwait(false);
                await transaction.Session.LockRowAsync("experiments", experiment).ConfigureAwait(false);
                if (await FindByNameAsync(transaction.Session, experiment, wanted.Name).ConfigureAwait(false) is { Queue: var found })
                    return mayExist && found.Type == wanted.Type && found.Name == wanted.Name ? found : throw ReviewQueueRules.NameTaken(wanted.Name);
                await CheckSchemasAsync(transaction, experiment, wanted.SchemaIds).ConfigureAwait(false);
                var key = await transaction.InsertAsync(
                    """
                    INSERT INTO review_queues (queue_id, experiment, name, folded_name, type, created_by, created_ms, updated_ms)
                    VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p6)
                    """,
                    queueId,
                    experiment,
                    wanted.Name,
                    ReviewQueueRules.Fold(wanted.Name),
                    (long)wanted.Type - 1,
                    wanted.CreatedBy,
                    now).ConfigureAwait(false);
                await WriteUsersAsync(transaction, key, wanted.Users).ConfigureAwait(false);
                await WriteSchemasAsync(transaction, key, wanted.SchemaIds).ConfigureAwait(false);
                return wanted with { QueueId = queueId, CreatedTimeMs = now, LastUpdateTimeMs = now };
            },
            cancellationToken);
    }

    private static async ValueTask CheckSchemasAsync(WriteTransaction transaction, long experiment, IReadOnlyList<string> schemaIds)
    {
        if (schemaIds.Count == 0)
            return;
        var syntax = transaction.Syntax;
        var known = await transaction.Session.ReadAsync(
            $"SELECT schema_id FROM label_schemas WHERE experiment = @p0 AND {syntax.InTexts("schema_id", "@p1")}",
            [experiment, syntax.ListOf(schemaIds)],
            row => row.NextText(),
            CancellationToken.None).ConfigureAwait(false);
        if (schemaIds.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } missing)
            throw LabelSchemaRules.NotFound(missing);
    }

    private static async ValueTask WriteUsersAsync(WriteTransaction transaction, long queue, IReadOnlyList<string> users)
    {
        for (var i = 0; i < users.Count; i++)
        {
            await transaction.WriteAsync(
                "INSERT INTO review_queue_users (queue, reviewer, place) VALUES (@p0, @p1, @p2)", queue, users[i], (long)i).ConfigureAwait(false);
        }
    }

    private static async ValueTask WriteSchemasAsync(WriteTransaction transaction, long queue, IReadOnlyList<string> schemaIds)
    {
        for (var i = 0; i < schemaIds.Count; i++)
        {
            await transaction.WriteAsync(
                "INSERT INTO review_queue_schemas (queue, schema_id, place) VALUES (@p0, @p1, @p2)", queue, schemaIds[i], (long)i).ConfigureAwait(false);
        }
    }

    /// <summary>A queue, locked against other writers until the transaction ends.</summary>
    private static async ValueTask<(long Key, ReviewQueue Queue)> LockAsync(WriteTransaction transaction, string queueId) =>
        await FindAsync(transaction.Session, queueId).ConfigureAwait(false) is { } found
        && await transaction.Session.LockRowAsync("review_queues", found.Key).ConfigureAwait(false)
            ? found
            : throw ReviewQueueRules.NotFound(queueId);

    private static async ValueTask<(long Key, ReviewQueue Queue)?> FindAsync(SqlSession session, string queueId) =>
        await ReadAsync(session, $"WHERE q.queue_id = @p0 AND {NotPurged}", [queueId]).ConfigureAwait(false) is [var found] ? found : null;

    private static async ValueTask<(long Key, ReviewQueue Queue)?> FindByNameAsync(SqlSession session, long experiment, string name) =>
        await ReadAsync(session, $"WHERE q.experiment = @p0 AND q.folded_name = @p1 AND {NotPurged}", [experiment, ReviewQueueRules.Fold(name)])
            .ConfigureAwait(false) is [var found] ? found : null;

    /// <summary>Queues with their users and schemas, one statement for each kind.</summary>
    private static async ValueTask<List<(long Key, ReviewQueue Queue)>> ReadAsync(SqlSession session, string end, object?[] arguments)
    {
        var found = await session.ReadAsync(
            $"{Select} {end}",
            arguments,
            row => (Key: row.NextInt64(), Queue: new ReviewQueue(
                row.NextText(), row.NextInt64().ToString(CultureInfo.InvariantCulture), row.NextText(), (ReviewQueueType)(row.NextInt64() + 1),
                row.NextInt64(), row.NextInt64())
            { CreatedBy = row.NextTextOrNull() }),
            CancellationToken.None).ConfigureAwait(false);
        if (found.Count == 0)
            return [];
        var keys = session.Syntax.ListOf([.. found.Select(entry => entry.Key)]);
        var users = await ReadPartsAsync(session, "review_queue_users", "reviewer", keys).ConfigureAwait(false);
        var schemas = await ReadPartsAsync(session, "review_queue_schemas", "schema_id", keys).ConfigureAwait(false);
        return [.. found.Select(entry => (entry.Key, entry.Queue with { Users = [.. users[entry.Key]], SchemaIds = [.. schemas[entry.Key]] }))];
    }

    private static async ValueTask<ILookup<long, string>> ReadPartsAsync(SqlSession session, string table, string column, object keys) =>
        (await session.ReadAsync(
            $"SELECT p.queue, p.{column} FROM {table} p WHERE {session.Syntax.InList("p.queue", "@p0")} ORDER BY p.queue, p.place",
            [keys],
            row => (Queue: row.NextInt64(), Text: row.NextText()),
            CancellationToken.None).ConfigureAwait(false)).ToLookup(part => part.Queue, part => part.Text);
}
