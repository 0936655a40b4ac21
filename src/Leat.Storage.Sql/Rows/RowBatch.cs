namespace Leat.Storage.Sql.Rows;

/// <summary>Several rows for one table, whose keys differ from each other.</summary>
internal sealed record RowBatch(RowWrite Rows, IReadOnlyList<object?[]> Values);
