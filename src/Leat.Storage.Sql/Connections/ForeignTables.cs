using System.Data.Common;
using Leat.Core;

namespace Leat.Storage.Sql.Connections;

/// <summary>Tells a database that is ours, or empty, from one of MLflow or of another program.</summary>
internal static class ForeignTables
{
    /// <summary>The tables that tell databases of MLflow, of its accounts and of ours apart.</summary>
    public static readonly IReadOnlyList<string> Telling =
        ["leat_schema", "alembic_version", "alembic_version_auth", "experiments", "runs", "tags", "params", "names", "models"];

    /// <summary>Refuses a database whose tables are not ours.</summary>
    /// <param name="tables">The names of its tables: all, or at least those of <see cref="Telling"/>.</param>
    /// <param name="what">What messages call it: <c>The database 'runs'</c>.</param>
    /// <param name="source">Its URI as <c>leat import</c> takes it, without a password.</param>
    /// <param name="kind">What the message suggests naming instead: <c>file</c>, <c>database</c>.</param>
    /// <param name="isAnothers">The whole message if another program made the tables.</param>
    /// <param name="read">Reads one value from it.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: they are not ours.</exception>
    public static async ValueTask RefuseAsync(
        IReadOnlyCollection<string> tables, string what, string source, string kind, string isAnothers, Func<string, ValueTask<object?>> read)
    {
        if (tables.Count == 0 || tables.Contains("leat_schema"))
            return;
        if (tables.Contains("alembic_version") && tables.Contains("experiments") && tables.Contains("runs"))
        {
            var version = MlflowRevision.Describe(await ReadRevisionAsync(read).ConfigureAwait(false));
            throw LeatException.InvalidParameter(
                $"{what} is an MLflow database{version}. Leat does not open it in place but imports it and only reads it then: "
                + $"'leat import {source} --to sqlite:///leat.db', or to another database; then name that {kind}.");
        }

        throw LeatException.InvalidParameter(tables.Contains("alembic_version_auth")
            ? $"{what} holds the accounts of an MLflow server, not what was tracked there. Name another {kind} and keep this one."
            : isAnothers);
    }

    /// <summary>A table of that name may be another program's, without the column.</summary>
    private static async ValueTask<string?> ReadRevisionAsync(Func<string, ValueTask<object?>> read)
    {
        try
        {
            return await read(MlflowRevision.Query).ConfigureAwait(false) as string;
        }
        catch (DbException)
        {
            return null;
        }
    }
}
