namespace Leat.Core;

/// <summary>The file that a SQLAlchemy URI of SQLite names.</summary>
/// <remarks>Three slashes and a relative path, four slashes and an absolute one: what follows <c>sqlite:///</c> is the
/// path as written. SQLAlchemy does not undo percent escapes in it, and neither do we.</remarks>
internal static class SqliteUri
{
    // Settings of Python's own driver, which say nothing about the database.
    private static readonly string[] IgnoredParameters =
        ["timeout", "check_same_thread", "isolation_level", "cached_statements", "detect_types", "charset"];

    public static string FileOf(string uri, int schemeLength)
    {
        var rest = uri[(schemeLength + 1)..];
        var question = rest.IndexOf('?');
        if (question >= 0)
        {
            CheckParameters(uri, rest[(question + 1)..]);
            rest = rest[..question];
        }
        if (rest.Length > 0 && !rest.StartsWith("///", StringComparison.Ordinal) && rest != "//")
            throw LeatException.InvalidParameter(
                $"The store URI '{StoreUri.Redact(uri)}' needs three slashes before a relative path (sqlite:///leat.db) and four before an "
                + "absolute one (sqlite:////data/leat.db).");
        var path = rest.Length > 3 ? rest[3..] : "";
        if (path is "" or ":memory:")
            throw LeatException.InvalidParameter(
                $"The store URI '{StoreUri.Redact(uri)}' names a database in memory, which would forget everything: name a file, for example "
                + "'sqlite:///leat.db'.");
        return path;
    }

    private static void CheckParameters(string uri, string query)
    {
        foreach (var parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = parameter.Split('=')[0];
            if (!IgnoredParameters.Contains(name, StringComparer.Ordinal))
                throw LeatException.InvalidParameter(
                    $"The store URI '{StoreUri.Redact(uri)}' sets '{name}', which is not supported: leave it out.");
        }
    }
}
