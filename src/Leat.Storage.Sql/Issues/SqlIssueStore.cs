using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Issues;

/// <summary>Issues in SQL.</summary>
/// <param name="database">The database.</param>
/// <param name="workspace">Where a search looks that names no experiment.</param>
internal sealed class SqlIssueStore(SqlDatabase database, WorkspaceScope workspace) : IIssueStore
{
    private const string StatusName = "CASE i.status WHEN 1 THEN 'rejected' WHEN 2 THEN 'resolved' ELSE 'pending' END";

    private static readonly SearchColumns<Issue> Searched = new(IssueSearch.Attributes, new()
    {
        [IssueSearch.Status] = StatusName,
        [IssueSearch.SourceRunId] = new("i.source_run_id", IsNullable: true),
    });

    public async Task<Issue> CreateIssueAsync(NewIssue issue, CancellationToken cancellationToken = default)
    {
        var experiment = ExperimentKey.Parse(issue.Issue.ExperimentId);
        var now = database.NextStampMs();

        // Generated before the transaction, so that a retry makes the same issue.
        var made = issue.Issue with { IssueId = $"iss-{Guid.NewGuid():N}", CreatedTimeMs = now, LastUpdateTimeMs = now, TraceCount = null };
        await database.Writes.WriteAsync(
            async transaction =>
            {
                await SqlExperimentStore.CheckActiveAsync(transaction, experiment, made.ExperimentId).ConfigureAwait(false);
                return await transaction.InsertAsync(
                    """
                    INSERT INTO issues (issue_id, experiment, name, description, status, severity, root_causes, categories, source_run_id, created_by,
                      created_ms, updated_ms)
                    VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p10)
                    """,
                    made.IssueId,
                    experiment,
                    made.Name,
                    made.Description,
                    (long)made.Status,
                    (long?)made.Severity,
                    TextLists.Write(made.RootCauses),
                    TextLists.Write(made.Categories),
                    made.SourceRunId,
                    made.CreatedBy,
                    now).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return made;
    }

    public Task<Issue> GetIssueAsync(string issueId, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            async session => await FindAsync(session, issueId, cancellationToken).ConfigureAwait(false) ?? throw IssueRules.NotFound(issueId),
            cancellationToken);

    public Task<Issue> UpdateIssueAsync(string issueId, IssueUpdate update, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        return database.Writes.WriteAsync(
            async transaction =>
            {
                await transaction.WriteAsync(
                    """
                    UPDATE issues SET name = COALESCE(@p1, name), description = COALESCE(@p2, description), status = COALESCE(@p3, status),
                      severity = COALESCE(@p4, severity), updated_ms = @p5
                    WHERE issue_id = @p0
                    """,
                    issueId,
                    update.Name,
                    update.Description,
                    (long?)update.Status,
                    (long?)update.Severity,
                    now).ConfigureAwait(false);
                return await FindAsync(transaction.Session, issueId, CancellationToken.None).ConfigureAwait(false) ?? throw IssueRules.NotFound(issueId);
            },
            cancellationToken);
    }

    public Task<Page<Issue>> SearchIssuesAsync(IssueQuery query, CancellationToken cancellationToken = default)
    {
        var (pageSize, offset) = ((int)query.MaxResults, PageToken.ToOffset(query.PageToken));
        return database.Readers.ReadAsync(
            async session =>
            {
                var text = new SqlText(database.Syntax);
                var where = new List<string> { $"e.stage <> {StageSql.Purged}", $"e.workspace = {text.Parameter(workspace.Key)}" };
                if (query.ExperimentId is { } id)
                    where.Add(ExperimentKey.TryParse(id, out var experiment) ? $"i.experiment = {text.Parameter(experiment)}" : FilterSql.Never);
                where.AddRange(query.Filter.Conditions.Select(condition => text.Compare(Searched[(AttributeField)condition.Field], condition)));
                var end = session.Syntax.Page("i.created_ms DESC, i.issue_id DESC", text.Parameter((long)pageSize + 1), text.Parameter(offset));
                var found = await session.ReadAsync($"{IssueColumns.Select} WHERE {SqlText.And(where)} {end}", text.Arguments, IssueColumns.Read, cancellationToken)
                    .ConfigureAwait(false);
                var page = found.Take(pageSize).ToList();
                return new Page<Issue>(
                    query.CountsTraces ? await CountAsync(session, page, cancellationToken).ConfigureAwait(false) : page,
                    found.Count > pageSize ? PageToken.FromOffset(offset + pageSize) : null);
            },
            cancellationToken);
    }

    private static async ValueTask<Issue?> FindAsync(SqlSession session, string issueId, CancellationToken cancellationToken) =>
        (await session.ReadAsync(
            $"{IssueColumns.Select} WHERE i.issue_id = @p0 AND e.stage <> {StageSql.Purged}", [issueId], IssueColumns.Read, cancellationToken)
            .ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The issues with the numbers of their traces: those of a page in one statement, from an index of assessments.</summary>
    private async ValueTask<IReadOnlyList<Issue>> CountAsync(SqlSession session, List<Issue> issues, CancellationToken cancellationToken)
    {
        var names = new Dictionary<long, string>();
        foreach (var issue in issues)
        {
            if (await database.Names.FindAsync(session, issue.IssueId).ConfigureAwait(false) is { } name)
                names[name] = issue.IssueId;
        }

        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        if (names.Count > 0)
        {
            var syntax = database.Syntax;
            var experiments = issues.Select(issue => ExperimentKey.Parse(issue.ExperimentId)).Distinct().ToList();
            await session.ReadEachAsync(
                $"""
                SELECT a.name, COUNT(DISTINCT a.trace) FROM assessments a
                WHERE {syntax.InList("a.experiment", "@p0")} AND {syntax.InList("a.name", "@p1")} AND a.kind = 2 GROUP BY a.name
                """,
                [syntax.ListOf(experiments), syntax.ListOf([.. names.Keys])],
                row => counts[names[row.NextInt64()]] = row.NextSum(),
                cancellationToken).ConfigureAwait(false);
        }

        return [.. issues.Select(issue => issue with { TraceCount = counts.GetValueOrDefault(issue.IssueId) })];
    }
}
