using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.PostgreSql;

/// <summary>Rows turned into arrays, one per column, as <see cref="PostgreSqlSyntax.BulkInsertOf"/> takes them.</summary>
internal static class ColumnArrays
{
    public static object?[] Of(RowBatch batch)
    {
        var columns = batch.Rows.Columns;
        var arrays = new object?[columns.Count];
        for (var i = 0; i < arrays.Length; i++)
            arrays[i] = Column(columns[i].Type, batch.Values, i);
        return arrays;
    }

    private static object Column(ColumnType type, IReadOnlyList<object?[]> rows, int index) => type switch
    {
        ColumnType.Integer => Gather<long?>(rows, index),
        ColumnType.Real => Gather<double?>(rows, index),
        ColumnType.Text => Gather<string?>(rows, index),
        _ => Gather<byte[]?>(rows, index),
    };

    private static T[] Gather<T>(IReadOnlyList<object?[]> rows, int index)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = (T)rows[i][index]!;
        return column;
    }
}
