using Leat.Core.Artifacts;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Looks for file locations that mix the files of different runs or models, or that nobody can reach.</summary>
/// <remarks>Such a location is never changed, because its files are there. New ones can no longer arise.</remarks>
internal sealed class LocationCheck
{
    private const int RowsAtATime = 1_000;
    private const int MaxFindings = 100;

    private readonly string _what;
    private readonly string _select;
    private readonly Func<string, string, string?> _findFault;

    private LocationCheck(string what, string select, Func<string, string, string?> findFault)
    {
        _what = what;
        _select = select;
        _findFault = findFault;
    }

    /// <summary>One check for each table that holds locations.</summary>
    public static IReadOnlyList<LocationCheck> All { get; } =
    [
        new("experiment", "SELECT x.id, x.name, x.artifact_location FROM experiments x", (_, location) => FindFaultOfExperiment(location)),
        new("run", "SELECT x.id, x.run_id, x.artifact_uri FROM runs x", (id, location) => ArtifactLocationRules.FindFaultOfOwn(location, id)),
        new("logged model", "SELECT x.id, x.model_id, x.artifact_uri FROM models x", (id, location) => ArtifactLocationRules.FindFaultOfOwn(location, id)),
    ];

    /// <summary>What is checked, for messages.</summary>
    public string Subject => $"the locations of each {_what}";

    /// <summary>Checks the whole table.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        var count = 0L;
        for (var after = long.MinValue; ;)
        {
            var rows = await session.ReadEachAsync(
                $"{_select} WHERE x.id > @p0 {session.Syntax.First(RowsAtATime, "x.id")}",
                [after],
                row =>
                {
                    after = row.NextInt64();
                    if (FindingOf(row.NextText(), row.NextText()) is { } finding && ++count <= MaxFindings)
                        findings.Add(finding);
                },
                cancellationToken).ConfigureAwait(false);
            if (rows < RowsAtATime)
                break;
        }

        if (count > MaxFindings)
            findings.Add($"{count - MaxFindings} more locations of a {_what} are broken like these");
        return findings;
    }

    private string? FindingOf(string id, string location) =>
        _findFault(id, location) is { } fault ? $"{_what} {id}: its location '{location}' {fault}" : null;

    private static string? FindFaultOfExperiment(string location)
    {
        if (ArtifactLocationRules.FindFault(location) is { } fault)
            return fault;
        return ArtifactUri.ToAbsolute(location) == location ? null : "is relative, so that it depends on where the server is started";
    }
}
