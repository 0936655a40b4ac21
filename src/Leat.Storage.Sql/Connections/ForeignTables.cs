using Leat.Core;

namespace Leat.Storage.Sql.Connections;

/// <summary>Tells a database that is ours, or empty, from one of MLflow or of another program.</summary>
internal static class ForeignTables
{
    /// <summary>Refuses a database whose tables are not ours.</summary>
    /// <param name="tables">The names of its tables: all, or enough to decide.</param>
    /// <param name="what">What messages call it: <c>The database 'runs'</c>.</param>
    /// <param name="kind">What the message suggests naming instead: <c>file</c>, <c>database</c>.</param>
    /// <param name="isAnothers">The whole message if another program made the tables.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: they are not ours.</exception>
    public static void Refuse(IReadOnlyCollection<string> tables, string what, string kind, string isAnothers)
    {
        if (tables.Count == 0 || tables.Contains("leat_schema"))
            return;
        throw LeatException.InvalidParameter(
            tables.Contains("alembic_version") && tables.Contains("experiments") && tables.Contains("runs")
                ? $"{what} is an MLflow database. Leat does not open it in place but imports it, which 'leat import' will do; "
                    + $"until then, name another {kind} and keep this one."
                : isAnothers);
    }
}
