namespace Leat.Core;

/// <summary>What a store URI points at.</summary>
public enum StoreKind
{
    /// <summary>A SQLite database file: <c>sqlite:///leat.db</c>.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database: <c>postgresql://user:password@host/database</c>.</summary>
    PostgreSql,

    /// <summary>A MySQL or MariaDB database: <c>mysql://user:password@host/database</c>.</summary>
    MySql,

    /// <summary>A SQL Server database: <c>mssql://user:password@host/database</c>.</summary>
    SqlServer,

    /// <summary>A directory of files as MLflow's file store keeps it: <c>./mlruns</c> or <c>file:///data/mlruns</c>.</summary>
    Directory,

    /// <summary>A tracking server: <c>http://localhost:5000</c>.</summary>
    Server,
}
