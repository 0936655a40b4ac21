namespace Leat.Server;

/// <summary>What a browser shows at the address of a server that was built without the web UI: what runs here, and how to get it.</summary>
internal static class HomePage
{
    /// <summary>Where its style lies, below the prefix.</summary>
    public static IReadOnlyList<(string Path, string File, string ContentType)> Assets { get; } =
    [
        ("/assets/home.css", "home.css", "text/css; charset=utf-8"),
    ];

    /// <param name="version">Leat's version.</param>
    /// <param name="prefix">The static prefix, within which links stay; empty for none.</param>
    public static PageAnswer Write(string version, string prefix) => new(
        "text/html; charset=utf-8",
        Read("home.html")
            .Replace("{prefix}", prefix, StringComparison.Ordinal)
            .Replace("{version}", version, StringComparison.Ordinal)
            .Replace("{protocol}", LeatServer.ProtocolVersion, StringComparison.Ordinal));

    /// <summary>A file that belongs to it.</summary>
    public static string Read(string file)
    {
        using var reader = new StreamReader(typeof(HomePage).Assembly.GetManifestResourceStream("Leat.Server.Pages." + file)!);
        return reader.ReadToEnd();
    }
}
