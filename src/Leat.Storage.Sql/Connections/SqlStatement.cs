namespace Leat.Storage.Sql.Connections;

/// <summary>A statement that may be sent together with others.</summary>
/// <param name="Sql">Its text, with parameters <c>@p0</c>, <c>@p1</c>, …</param>
/// <param name="Arguments">Their values.</param>
/// <param name="OnRow">Takes each row that it yields; null where it yields none.</param>
internal sealed record SqlStatement(string Sql, object?[] Arguments, Action<SqlRow>? OnRow = null);
