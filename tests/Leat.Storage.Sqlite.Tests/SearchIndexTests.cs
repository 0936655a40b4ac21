using Leat.Core;
using Leat.Core.Search;
using Microsoft.Data.Sqlite;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>Which indexes SQLite chooses for statements that more than one index would answer.</summary>
public sealed class SearchIndexTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    [Theory]
    [InlineData("run_name", "runs_by_name")]
    [InlineData("run_name DESC", "runs_by_name")]
    [InlineData("start_time", "runs_by_start")]
    public async Task An_order_is_read_from_its_index(string orderBy, string index)
    {
        var statements = new List<(string Sql, IReadOnlyList<object?> Arguments)>();
        var path = fixture.NewPath();
        await using var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = path, OnRead = (sql, arguments) => statements.Add((sql, arguments)) }, TestContext.Current.CancellationToken);

        await store.Runs.SearchRunsAsync(
            new RunQuery { ExperimentIds = ["0"], OrderBy = RunSearch.ParseOrderBy([orderBy]) }, TestContext.Current.CancellationToken);

        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        var (sql, arguments) = statements.Single(statement => statement.Sql.Contains("r.artifact_uri", StringComparison.Ordinal));
#pragma warning disable CA2100 // The statement is the store's own.
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
#pragma warning restore CA2100
        for (var i = 0; i < arguments.Count; i++)
            command.Parameters.AddWithValue($"@p{i}", arguments[i] ?? DBNull.Value);
        await using var plan = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var steps = new List<string>();
        while (await plan.ReadAsync(TestContext.Current.CancellationToken))
            steps.Add(plan.GetString(3));
        steps.ShouldContain(step => step.Contains(index, StringComparison.Ordinal));
    }
}
