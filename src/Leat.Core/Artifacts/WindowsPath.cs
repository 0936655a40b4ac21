namespace Leat.Core.Artifacts;

/// <summary>Windows paths, which clients may send to a server on another system.</summary>
internal static class WindowsPath
{
    /// <summary><c>C:\x</c>, <c>C:/x</c> and <c>\\server\share</c>.</summary>
    public static bool IsAbsolute(string path) =>
        path.StartsWith(@"\\", StringComparison.Ordinal)
        || (path.Length > 2 && path[1] == ':' && char.IsAsciiLetter(path[0]) && path[2] is '/' or '\\');
}
