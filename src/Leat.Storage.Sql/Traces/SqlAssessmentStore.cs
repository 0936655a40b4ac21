using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Traces;

/// <summary>Assessments in SQL.</summary>
internal sealed class SqlAssessmentStore(SqlDatabase database) : IAssessmentStore
{
    public async Task<Assessment> CreateAssessmentAsync(
        string traceId, NewAssessment assessment, CancellationToken cancellationToken = default)
    {
        var made = assessment.ToAssessment(traceId, database.NextStampMs());
        await database.Writes.WriteAsync(
            TraceEntries.Needs(database, [made.Name]),
            async transaction =>
            {
                var trace = await TraceRow.LockAsync(transaction, traceId).ConfigureAwait(false);
                if (made.Overrides is { } overridden)
                {
                    _ = await FindAsync(transaction.Session, trace, overridden).ConfigureAwait(false) ?? throw NotFound(traceId, overridden);
                    await SetValidAsync(transaction, trace, overridden, valid: false).ConfigureAwait(false);
                }

                await StoreAsync(transaction, trace, made).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return made;
    }

    public Task<Assessment> GetAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            async session =>
            {
                var trace = await TraceRow.GetAsync(session, traceId, cancellationToken).ConfigureAwait(false);
                return await FindAsync(session, trace, assessmentId).ConfigureAwait(false) ?? throw NotFound(traceId, assessmentId);
            },
            cancellationToken);

    public Task<Assessment> UpdateAssessmentAsync(
        string traceId, string assessmentId, AssessmentUpdate update, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        return database.Writes.WriteAsync(
            TraceEntries.Needs(database, update.Name is { } name ? [name] : []),
            async transaction =>
            {
                var trace = await TraceRow.LockAsync(transaction, traceId).ConfigureAwait(false);
                var stored = await FindAsync(transaction.Session, trace, assessmentId).ConfigureAwait(false)
                    ?? throw NotFound(traceId, assessmentId);
                var changed = Apply(stored, update, now);
                await StoreAsync(transaction, trace, changed).ConfigureAwait(false);
                return changed;
            },
            cancellationToken);
    }

    public Task DeleteAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(
            async transaction =>
            {
                if (await TraceRow.TryLockAsync(transaction, traceId).ConfigureAwait(false) is not { } trace
                    || await FindAsync(transaction.Session, trace, assessmentId).ConfigureAwait(false) is not { } stored)
                    return false;
                await transaction.WriteAsync("DELETE FROM assessments WHERE trace = @p0 AND assessment_id = @p1", trace.Key, assessmentId)
                    .ConfigureAwait(false);
                if (stored.Overrides is { } overridden)
                    await SetValidAsync(transaction, trace, overridden, valid: true).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Writes an assessment, replacing the one with the same id.</summary>
    internal static async ValueTask StoreAsync(WriteTransaction transaction, TraceRow trace, Assessment assessment)
    {
        var name = await transaction.InternAsync(assessment.Name).ConfigureAwait(false);
        await transaction.WriteRowAsync(RowWrites.Assessment, AssessmentColumns.ToRow(trace, name, assessment)).ConfigureAwait(false);
    }

    private static Assessment Apply(Assessment stored, AssessmentUpdate update, long now)
    {
        if (update.Value is { } value && value.Kind != stored.Kind)
        {
            throw LeatException.InvalidParameter((value.Kind, stored.Kind) switch
            {
                (AssessmentKind.Expectation, AssessmentKind.Feedback) => "Cannot update expectation value on a Feedback assessment.",
                (AssessmentKind.Feedback, AssessmentKind.Expectation) => "Cannot update feedback value on an Expectation assessment.",
                var (given, kept) => $"Cannot update {given.ToString().ToLowerInvariant()} value on an assessment of the kind {kept.ToString().ToLowerInvariant()}.",
            });
        }

        return stored with
        {
            Name = update.Name ?? stored.Name,
            Value = update.Value?.Json ?? stored.Value,
            Error = update.Value is null ? stored.Error : update.Value.Error,
            Rationale = update.Rationale ?? stored.Rationale,
            Metadata = update.Metadata is null ? stored.Metadata : Merge(stored.Metadata, update.Metadata),
            Valid = update.Valid ?? stored.Valid,
            LastUpdateTimeMs = now,
        };
    }

    private static IReadOnlyList<Tag> Merge(IReadOnlyList<Tag> stored, IReadOnlyList<Tag> given)
    {
        var replaced = given.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        return [.. stored.Where(entry => !replaced.Contains(entry.Key)), .. given];
    }

    private static ValueTask<int> SetValidAsync(WriteTransaction transaction, TraceRow trace, string assessmentId, bool valid) =>
        transaction.WriteAsync(
            "UPDATE assessments SET valid = @p2 WHERE trace = @p0 AND assessment_id = @p1", trace.Key, assessmentId, valid ? 1L : 0L);

    private static async ValueTask<Assessment?> FindAsync(SqlSession session, TraceRow trace, string assessmentId)
    {
        var found = await session.ReadAsync(
            $"SELECT {AssessmentColumns.All} FROM {AssessmentColumns.From} WHERE a.trace = @p0 AND a.assessment_id = @p1",
            [trace.Key, assessmentId],
            AssessmentColumns.Read,
            CancellationToken.None).ConfigureAwait(false);
        return found.FirstOrDefault();
    }

    private static LeatException NotFound(string traceId, string assessmentId) =>
        LeatException.DoesNotExist($"Assessment with ID '{assessmentId}' not found for trace '{traceId}'");
}
