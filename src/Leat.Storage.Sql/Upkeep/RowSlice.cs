using Leat.Storage.Sql.Syntax;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Deletes the rows of one owner from a table, some at a time, in the order of their keys.</summary>
/// <param name="table">The table.</param>
/// <param name="owner">The column that names the owner.</param>
/// <param name="rows">About how many rows go at a time.</param>
/// <param name="first">The column by which the owner's rows are ordered.</param>
/// <param name="second">The column by which they are ordered after it; null if the first is enough.</param>
internal sealed class RowSlice(string table, string owner, int rows, string first, string? second = null)
{
    private readonly SqlTemplate _findEnd = new(syntax =>
    {
        var keys = second is null ? first : $"{first}, {second}";
        return $"SELECT {keys} FROM {table} WHERE {owner} = @p0 {syntax.Page(keys, "1", $"{rows - 1}")}";
    });

    private readonly string _deleteToEnd = second is null
        ? $"DELETE FROM {table} WHERE {owner} = @p0 AND {first} <= @p1"
        : $"DELETE FROM {table} WHERE {owner} = @p0 AND ({first} < @p1 OR ({first} = @p1 AND {second} <= @p2))";

    private readonly string _deleteAll = $"DELETE FROM {table} WHERE {owner} = @p0";

    /// <summary>Deletes some rows; true when none are left.</summary>
    public async ValueTask<bool> DeleteAsync(WriteTransaction transaction, long key)
    {
        object?[]? end = null;
        var reader = await transaction.Session.QueryAsync(transaction.Syntax.TextOf(_findEnd), CancellationToken.None, key).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            if (await reader.ReadAsync().ConfigureAwait(false))
                end = second is null ? [key, reader.GetValue(0)] : [key, reader.GetValue(0), reader.GetValue(1)];
        }

        await transaction.WriteAsync(end is null ? _deleteAll : _deleteToEnd, end ?? [key]).ConfigureAwait(false);
        return end is null;
    }
}
