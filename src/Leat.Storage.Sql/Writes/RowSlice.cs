using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Writes;

/// <summary>Deletes the rows of one owner from a table, some at a time, in the order of their keys.</summary>
internal sealed class RowSlice
{
    private readonly SqlTemplate _findEnd;
    private readonly string _deleteToEnd;
    private readonly string _deleteAll;
    private readonly int _width;

    /// <param name="table">The table.</param>
    /// <param name="owner">The column that names the owner.</param>
    private RowSlice(SchemaTable table, string owner)
    {
        // What follows the owner in the key; the owner itself where it has one row.
        string[] order = [.. table.Key.Where(column => column != owner).DefaultIfEmpty(owner).Take(2)];
        var list = string.Join(", ", order);
        _width = order.Length;
        var end = $"{RowsAtATime(table) - 1}";
        _findEnd = new(syntax => $"SELECT {list} FROM {table.Name} WHERE {owner} = @p0 {syntax.Page(list, "1", end)}");
        _deleteAll = $"DELETE FROM {table.Name} WHERE {owner} = @p0";
        _deleteToEnd = order is [var first, var second]
            ? $"{_deleteAll} AND ({first} < @p1 OR ({first} = @p1 AND {second} <= @p2))"
            : $"{_deleteAll} AND {order[0]} <= @p1";
    }

    /// <summary>For all tables that refer to another, without those that are told: they need more than that their rows are deleted.</summary>
    public static RowSlice[] OfOwner(string parent, params string[] without) =>
    [
        .. from reference in SchemaTables.ReferringTo(parent)
           where !without.Contains(reference.Table.Name)
           select new RowSlice(reference.Table, reference.Column),
    ];

    /// <summary>Deletes some rows of the first of some tables that has any; true when none are left in all of them.</summary>
    public static async ValueTask<bool> DeleteAsync(RowSlice[] tables, WriteTransaction transaction, long key)
    {
        foreach (var table in tables)
        {
            if (!await table.DeleteAsync(transaction, key).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>Deletes some rows; true when none are left.</summary>
    private async ValueTask<bool> DeleteAsync(WriteTransaction transaction, long key)
    {
        var ends = await transaction.Session.ReadAsync(
            transaction.Syntax.TextOf(_findEnd),
            [key],
            row => (object?[])[key, .. Enumerable.Range(0, _width).Select(_ => row.NextValue())],
            CancellationToken.None).ConfigureAwait(false);
        if (ends is [var end])
        {
            await transaction.WriteAsync(_deleteToEnd, end).ConfigureAwait(false);
            return false;
        }

        await transaction.WriteAsync(_deleteAll, key).ConfigureAwait(false);
        return true;
    }

    /// <summary>About as many as take some milliseconds: a block of points is some 10 to 20 KB over several pages, texts may be as much.</summary>
    private static int RowsAtATime(SchemaTable table) =>
        table.Columns.Any(column => column.Type == ColumnType.Blob) ? 32 : table.Columns.Count(column => column.IsLong) > 1 ? 64 : 512;
}
