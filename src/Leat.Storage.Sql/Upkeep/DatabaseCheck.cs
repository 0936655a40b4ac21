using System.Data.Common;
using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Looks for damage in a database.</summary>
/// <remarks>
/// <list type="number">
/// <item>The database's own check.</item>
/// <item>References between tables that are few or small.</item>
/// <item>The locations of files.</item>
/// <item>Runs, a range at a time, each range from one state of the database, so that concurrent writes do not look like damage.</item>
/// </list>
/// </remarks>
internal sealed class DatabaseCheck(SqlDriver driver, ReaderPool readers, bool quick, IProgress<long>? progress)
{
    private const int RunsAtATime = 200;
    private const int MaxFindings = 100;

    /// <summary>References between tables, apart from runs and what belongs to them.</summary>
    private static readonly (string Table, string Column, string Parent)[] References =
    [
        .. from table in SchemaTables.All.Except([SchemaTables.Of("runs"), .. SchemaTables.OfRuns])
           from reference in table.References
           select (table.Name, reference.Columns[0], reference.Parent),
    ];

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // 1. The database's own.
        foreach (var finding in await TryAsync("the database's own check", session => driver.CheckAsync(session, quick), cancellationToken).ConfigureAwait(false))
            yield return finding;

        // 2. References.
        foreach (var (table, column, parent) in References)
        {
            var found = await TryAsync(
                $"table {table}", session => FindOrphansAsync(session, table, column, parent, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var finding in found)
                yield return finding;
        }

        // 3. Where files lie.
        foreach (var check in LocationCheck.All)
        {
            foreach (var finding in await TryAsync(check.Subject, session => check.RunAsync(session, cancellationToken), cancellationToken).ConfigureAwait(false))
                yield return finding;
        }

        // 4. Runs.
        var after = long.MinValue;
        for (var looked = 0L; after < long.MaxValue;)
        {
            var begin = after;
            var range = new RunRangeCheck(quick);
            var found = await TryAsync(
                $"the runs after number {Math.Max(begin, 0)}",
                async session =>
                {
                    (after, var runs) = await range.ReadAsync(session, begin, RunsAtATime, cancellationToken).ConfigureAwait(false);
                    looked += runs;
                    return range.Findings;
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var finding in found)
                yield return finding;
            progress?.Report(looked);
            if (after == begin)
            {
                yield return "The runs could not be read further, so that what follows is not checked.";
                yield break;
            }
        }
    }

    /// <summary>The findings of one part; if the database itself fails to read, that is a finding.</summary>
    private async Task<IReadOnlyList<string>> TryAsync(
        string what, Func<SqlSession, Task<IReadOnlyList<string>>> part, CancellationToken cancellationToken)
    {
        try
        {
            return await readers.ReadAsync(part, cancellationToken).ConfigureAwait(false);
        }
        catch (LeatException error) when (error.InnerException is DbException cause)
        {
            return [$"{what} cannot be read: {cause.Message}"];
        }
    }

    private static async Task<IReadOnlyList<string>> FindOrphansAsync(
        SqlSession session, string table, string column, string parent, CancellationToken cancellationToken) =>
        await session.ReadAsync(
            $"""
            SELECT x.{column}, COUNT(*) FROM {table} x
            WHERE NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = x.{column}) GROUP BY x.{column} {session.Syntax.First(MaxFindings)}
            """,
            [],
            row =>
            {
                var number = row.NextInt64();
                return $"table {table}: {row.NextInt64()} rows refer to number {number} of {parent}, which is not there";
            },
            cancellationToken).ConfigureAwait(false);
}
