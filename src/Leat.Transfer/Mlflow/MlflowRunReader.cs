using System.Globalization;
using Leat.Core;

namespace Leat.Transfer.Mlflow;

/// <summary>Reads runs of an MLflow database and what they logged.</summary>
internal sealed class MlflowRunReader(SourceReader reader, MlflowTables tables, long mostPointsInMemory)
{
    private static readonly Tag[] NoTags = [];

    private readonly MlflowPointReader _points = new(reader, tables, mostPointsInMemory);

    /// <summary>A stage as MLflow writes it; a missing one is active.</summary>
    public static LifecycleStage StageOf(string? text) => text == "deleted" ? LifecycleStage.Deleted : LifecycleStage.Active;

    /// <summary>The runs that follow an id.</summary>
    public async Task<IReadOnlyList<SourceRun>> ReadHeadsAsync(string after, int limit, CancellationToken cancellationToken)
    {
        var table = tables.Runs;
        var sql =
            $"""
            SELECT {table.List("run_uuid", "experiment_id", "name", "user_id", "status", "start_time", "end_time", "artifact_uri", "lifecycle_stage", "deleted_time")}
            FROM runs WHERE run_uuid > @p0 AND {tables.IsTaken} ORDER BY run_uuid {MlflowSyntax.First(limit)}
            """;
        var heads = await reader.ListAsync(
            sql,
            [after],
            row => new SourceRun(
                new RunInfo(
                    RunId: row.GetString(0),
                    ExperimentId: row.IsDBNull(1) ? Experiment.DefaultId : row.Id(1),
                    RunName: row.Text(2) ?? "",
                    UserId: row.Text(3) ?? "",
                    Status: RunStatuses.TryParse(row.Text(4), out var status) ? status : RunStatus.Running,
                    StartTimeMs: row.Integer(5) ?? 0,
                    EndTimeMs: row.Integer(6),
                    ArtifactUri: row.Text(7) ?? "",
                    LifecycleStage: StageOf(row.Text(8))),
                row.Integer(9),
                Points: 0),
            cancellationToken).ConfigureAwait(false);
        var points = await _points.CountAsync([.. heads.Select(head => head.Info.RunId)], cancellationToken).ConfigureAwait(false);
        return heads.ConvertAll(head => head with { Points = points.GetValueOrDefault(head.Info.RunId) });
    }

    /// <summary>Runs with all they logged.</summary>
    public async Task<IReadOnlyList<BulkRun>> ReadLoggedAsync(IReadOnlyList<SourceRun> heads, CancellationToken cancellationToken)
    {
        string[] ids = [.. heads.Select(head => head.Info.RunId)];
        var parameters = await ReadPairsAsync("params", ids, cancellationToken).ConfigureAwait(false);
        var tags = await ReadPairsAsync("tags", ids, cancellationToken).ConfigureAwait(false);
        var links = await new MlflowLinkReader(reader, tables).ReadAsync(ids, cancellationToken).ConfigureAwait(false);
        var runs = new List<BulkRun>(heads.Count);
        foreach (var head in heads)
        {
            var id = head.Info.RunId;
            var own = tags[id].Select(pair => new Tag(pair.Key, pair.Value)).ToList();
            runs.Add(new BulkRun(head.Info.RunName.Length > 0 ? head.Info : head.Info with { RunName = NameIn(own) })
            {
                DeletedTimeMs = head.DeletedTimeMs,
                Params = [.. parameters[id].Select(pair => new Param(pair.Key, pair.Value))],
                Tags = own,
                Metrics = await _points.ReadAsync(id, head.Points ?? 0, cancellationToken).ConfigureAwait(false),
                Inputs = links.InputsOf(id),
                Outputs = links.OutputsOf(id),
            });
        }

        return runs;
    }

    /// <summary>All rows of a table of tags, by what they belong to.</summary>
    public async Task<ILookup<string, Tag>> ReadTagsAsync(SourceTable? table, string owner, CancellationToken cancellationToken)
    {
        if (table is null)
            return NoTags.ToLookup(_ => "", StringComparer.Ordinal);
        var rows = await reader.ListAsync(
            $"SELECT {table.List(owner, "key", "value")} FROM {table.Name}",
            [],
            row => (Owner: row.Id(0), Tag: new Tag(row.GetString(1), row.Text(2) ?? "")),
            cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Owner, row => row.Tag, StringComparer.Ordinal);
    }

    /// <summary>A list of parameters in a statement.</summary>
    internal static string ParametersOf(int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"@p{i}")));

    private async Task<ILookup<string, KeyValuePair<string, string>>> ReadPairsAsync(string table, string[] ids, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync(
            $"SELECT run_uuid, {reader.Quote("key")}, {reader.Quote("value")} FROM {table} WHERE run_uuid IN ({ParametersOf(ids.Length)})",
            ids,
            row => (Run: row.GetString(0), Pair: KeyValuePair.Create(row.GetString(1), row.Text(2) ?? "")),
            cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Run, row => row.Pair, StringComparer.Ordinal);
    }

    /// <summary>The oldest schemas have the name in a tag only.</summary>
    private static string NameIn(List<Tag> tags) => tags.Find(tag => tag.Key == RunRules.RunNameTag).Value ?? "";
}
