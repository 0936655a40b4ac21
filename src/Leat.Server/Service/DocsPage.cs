namespace Leat.Server;

/// <summary>The API description for people. It loads nothing but the description, so that it works without the internet.</summary>
internal static class DocsPage
{
    /// <summary>Where its script and style lie, below the prefix.</summary>
    public static IReadOnlyList<(string Path, string File, string ContentType)> Assets { get; } =
    [
        ("/assets/docs.css", "docs.css", "text/css; charset=utf-8"),
        ("/assets/docs.js", "docs.js", "text/javascript; charset=utf-8"),
    ];

    /// <param name="prefix">The static prefix, within which links stay; empty for none.</param>
    public static PageAnswer Write(string prefix) =>
        new("text/html; charset=utf-8", HomePage.Read("docs.html").Replace("{prefix}", prefix, StringComparison.Ordinal));
}
