using System.Globalization;

namespace Leat.Transfer.Mlflow;

/// <summary>How the databases of MLflow servers write what differs between them.</summary>
public sealed class MlflowSyntax
{
    private readonly char _quote;

    private MlflowSyntax(char quote) => _quote = quote;

    /// <summary>SQLite's and PostgreSQL's.</summary>
    public static MlflowSyntax Standard { get; } = new('"');

    /// <summary>MySQL's and MariaDB's.</summary>
    public static MlflowSyntax MySql { get; } = new('`');

    /// <summary>The name of a column: <c>key</c> is a word of MySQL's language.</summary>
    internal string Quote(string column) => $"{_quote}{column}{_quote}";

    /// <summary>The end of a statement that gives no more rows than these.</summary>
    internal static string First(int rows) => string.Create(CultureInfo.InvariantCulture, $"LIMIT {rows}");
}
