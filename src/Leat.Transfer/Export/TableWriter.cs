using System.Data.Common;
using System.Globalization;

namespace Leat.Transfer.Export;

/// <summary>Inserts rows into one table.</summary>
internal sealed class TableWriter : IAsyncDisposable
{
    private readonly DbCommand _insert;

    /// <param name="connection">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns that rows have values for, in their order.</param>
    public TableWriter(DbConnection connection, string table, params string[] columns)
    {
        _insert = connection.CreateCommand();
#pragma warning disable CA2100 // Made from constants only.
        _insert.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => NameOf(i)))})";
#pragma warning restore CA2100
        for (var i = 0; i < columns.Length; i++)
        {
            var parameter = _insert.CreateParameter();
            parameter.ParameterName = NameOf(i);
            _insert.Parameters.Add(parameter);
        }
    }

    public async Task AddAsync(params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            _insert.Parameters[i].Value = values[i] ?? DBNull.Value;
        await _insert.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _insert.DisposeAsync();

    private static string NameOf(int i) => string.Create(CultureInfo.InvariantCulture, $"@p{i}");
}
