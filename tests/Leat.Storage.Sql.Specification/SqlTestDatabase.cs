using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Specification;

/// <summary>A database of one test. Each call has a driver and a connection of its own, as servers have.</summary>
public sealed class SqlTestDatabase
{
    private readonly Func<SqlDriver> _makeDriver;

    internal SqlTestDatabase(Func<SqlDriver> makeDriver) => _makeDriver = makeDriver;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Does what a server with these schema steps does when it starts.</summary>
    public Task MigrateAsync(params string[] steps) => UseAsync(async (driver, session) =>
    {
        await new Migrator(driver, steps, TimeProvider.System).MigrateAsync(session, _ => Task.CompletedTask);
        return true;
    });

    /// <summary>Makes the tables of Leat.</summary>
    public Task MigrateAsync() => MigrateAsync([.. LeatSchema.Steps]);

    public Task ExecuteAsync(string sql) => UseAsync(async (_, session) => await session.ExecuteAsync(sql));

    public Task<object?> ScalarAsync(string sql) => UseAsync(async (_, session) => await session.ScalarAsync(sql));

    /// <summary>The rows of a query, their values as texts.</summary>
    public Task<List<string?[]>> QueryAsync(string sql) => UseAsync(async (_, session) =>
    {
        var rows = new List<string?[]>();
        await using var reader = await session.QueryAsync(sql, Cancel);
        while (await reader.ReadAsync(Cancel))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))]);
        return rows;
    });

    private async Task<T> UseAsync<T>(Func<SqlDriver, SqlSession, Task<T>> work)
    {
        var driver = _makeDriver();
        using var owned = driver as IDisposable;
        await using var session = new SqlSession(await driver.OpenWriterAsync(Cancel), driver.Syntax);
        return await work(driver, session);
    }
}
