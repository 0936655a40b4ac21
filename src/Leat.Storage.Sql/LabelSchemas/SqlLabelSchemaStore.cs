using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.LabelSchemas;

/// <summary>Label schemas in SQL. Writes lock the experiment's row, so that no two schemas get the same name.</summary>
internal sealed class SqlLabelSchemaStore(SqlDatabase database) : ILabelSchemaStore
{
    private const string Select =
        """
        SELECT s.schema_id, s.experiment, s.name, s.type, s.input, s.created_ms, s.updated_ms, s.title, s.instruction, s.has_comment, s.created_by
        FROM label_schemas s JOIN experiments e ON e.id = s.experiment
        """;

    private static readonly string NotPurged = $"e.stage <> {StageSql.Purged}";

    public async Task<LabelSchema> CreateSchemaAsync(NewLabelSchema schema, CancellationToken cancellationToken = default)
    {
        var experiment = ExperimentKey.Parse(schema.Schema.ExperimentId);
        var now = database.NextStampMs();

        // Generated before the transaction, so that a retry makes the same schema.
        var made = schema.Schema with { SchemaId = $"ls-{Guid.NewGuid():N}", CreatedTimeMs = now, LastUpdateTimeMs = now };
        await database.Writes.WriteAsync(
            async transaction =>
            {
                await SqlExperimentStore.CheckActiveAsync(transaction, experiment, made.ExperimentId).ConfigureAwait(false);
                await CheckNameAsync(transaction, experiment, made.Name, except: made.SchemaId).ConfigureAwait(false);
                return await transaction.InsertAsync(
                    """
                    INSERT INTO label_schemas (schema_id, experiment, name, type, title, instruction, has_comment, input, created_by, created_ms, updated_ms)
                    VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p9)
                    """,
                    made.SchemaId,
                    experiment,
                    made.Name,
                    (long)made.Type - 1,
                    made.Title,
                    made.Instruction,
                    made.HasComment ? 1L : 0L,
                    made.Input,
                    made.CreatedBy,
                    now).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return made;
    }

    public Task<LabelSchema> GetSchemaAsync(string schemaId, CancellationToken cancellationToken = default) => database.Readers.ReadAsync(
        async session => await FindAsync(session, schemaId, cancellationToken).ConfigureAwait(false) ?? throw LabelSchemaRules.NotFound(schemaId),
        cancellationToken);

    public Task<LabelSchema> GetSchemaByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            async session => ExperimentKey.TryParse(experimentId, out var experiment)
                && await session.ReadAsync(
                    $"{Select} WHERE s.experiment = @p0 AND s.name = @p1 AND {NotPurged}", [experiment, name], Read, cancellationToken)
                    .ConfigureAwait(false) is [var found]
                ? found
                : throw LabelSchemaRules.NameNotFound(experimentId, name),
            cancellationToken);

    public Task<Page<LabelSchema>> ListSchemasAsync(
        string experimentId, long maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        var (size, offset) = (PageSize.Check(maxResults, LabelSchemaRules.MaxPageSize), PageToken.ToOffset(pageToken));
        return database.Readers.ReadAsync(
            async session =>
            {
                if (!ExperimentKey.TryParse(experimentId, out var experiment))
                    return new Page<LabelSchema>([], null);
                var found = await session.ReadAsync(
                    $"{Select} WHERE s.experiment = @p0 AND {NotPurged} {session.Syntax.Page("s.name", "@p1", "@p2")}",
                    [experiment, size + 1L, offset],
                    Read,
                    cancellationToken).ConfigureAwait(false);
                return new Page<LabelSchema>([.. found.Take(size)], found.Count > size ? PageToken.FromOffset(offset + size) : null);
            },
            cancellationToken);
    }

    public Task<LabelSchema> UpdateSchemaAsync(string schemaId, LabelSchemaUpdate update, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var stored = await FindAsync(transaction.Session, schemaId, CancellationToken.None).ConfigureAwait(false)
                    ?? throw LabelSchemaRules.NotFound(schemaId);
                if (update.Name is { } name)
                    await CheckNameAsync(transaction, ExperimentKey.Parse(stored.ExperimentId), name, except: schemaId).ConfigureAwait(false);
                await transaction.WriteAsync(
                    """
                    UPDATE label_schemas SET name = COALESCE(@p1, name), title = COALESCE(@p2, title), instruction = COALESCE(@p3, instruction),
                      has_comment = COALESCE(@p4, has_comment), input = COALESCE(@p5, input), updated_ms = @p6
                    WHERE schema_id = @p0
                    """,
                    schemaId,
                    update.Name,
                    update.Title,
                    update.Instruction,
                    update.HasComment is { } hasComment ? hasComment ? 1L : 0L : null,
                    update.Input,
                    now).ConfigureAwait(false);
                return await FindAsync(transaction.Session, schemaId, CancellationToken.None).ConfigureAwait(false)
                    ?? throw LabelSchemaRules.NotFound(schemaId);
            },
            cancellationToken);
    }

    public Task DeleteSchemaAsync(string schemaId, CancellationToken cancellationToken = default) => database.Writes.WriteAsync(
        async transaction =>
        {
            await transaction.WriteAsync("DELETE FROM review_queue_schemas WHERE schema_id = @p0", schemaId).ConfigureAwait(false);
            return await transaction.WriteAsync("DELETE FROM label_schemas WHERE schema_id = @p0", schemaId).ConfigureAwait(false);
        },
        cancellationToken);

    private static async ValueTask CheckNameAsync(WriteTransaction transaction, long experiment, string name, string except)
    {
        await transaction.Session.LockRowAsync("experiments", experiment).ConfigureAwait(false);
        if (await transaction.Session.ScalarAsync(
            "SELECT id FROM label_schemas WHERE experiment = @p0 AND name = @p1 AND schema_id <> @p2", experiment, name, except)
            .ConfigureAwait(false) is not null)
            throw LabelSchemaRules.NameTaken(name);
    }

    private static async ValueTask<LabelSchema?> FindAsync(SqlSession session, string schemaId, CancellationToken cancellationToken) =>
        (await session.ReadAsync($"{Select} WHERE s.schema_id = @p0 AND {NotPurged}", [schemaId], Read, cancellationToken).ConfigureAwait(false))
        .FirstOrDefault();

    private static LabelSchema Read(SqlRow row) => new(
        SchemaId: row.NextText(),
        ExperimentId: row.NextExperimentId(),
        Name: row.NextText(),
        Type: (LabelSchemaType)(row.NextInt64() + 1),
        Input: row.NextText(),
        CreatedTimeMs: row.NextInt64(),
        LastUpdateTimeMs: row.NextInt64())
    {
        Title = row.NextTextOrNull(),
        Instruction = row.NextTextOrNull(),
        HasComment = row.NextFlag(),
        CreatedBy = row.NextTextOrNull(),
    };
}
