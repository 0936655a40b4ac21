namespace Leat.Testing.Databases;

/// <summary>The database servers that the stores are tested on.</summary>
public enum DatabaseKind
{
    PostgreSql,
    MariaDb,

    /// <summary>Only on request: see <see cref="MySqlServer"/>.</summary>
    MySql,
}
