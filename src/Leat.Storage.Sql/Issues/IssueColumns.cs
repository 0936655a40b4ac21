using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Issues;

/// <summary>The columns of an issue <c>i</c> of the experiment <c>e</c>.</summary>
internal static class IssueColumns
{
    public const string Select =
        """
        SELECT i.issue_id, i.experiment, i.name, i.description, i.status, i.created_ms, i.updated_ms, i.severity, i.root_causes, i.categories,
          i.source_run_id, i.created_by
        FROM issues i JOIN experiments e ON e.id = i.experiment
        """;

    public static Issue Read(SqlRow row) => new(
        IssueId: row.NextText(),
        ExperimentId: row.NextExperimentId(),
        Name: row.NextText(),
        Description: row.NextText(),
        Status: (IssueStatus)row.NextInt64(),
        CreatedTimeMs: row.NextInt64(),
        LastUpdateTimeMs: row.NextInt64())
    {
        Severity = (IssueSeverity?)row.NextInt64OrNull(),
        RootCauses = TextLists.Read(row.NextText()),
        Categories = TextLists.Read(row.NextText()),
        SourceRunId = row.NextTextOrNull(),
        CreatedBy = row.NextTextOrNull(),
    };
}
