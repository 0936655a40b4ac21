namespace Leat.Core;

/// <summary>The path that a <c>file:</c> URI names.</summary>
internal static class FileUri
{
    public static string PathOf(string uri)
    {
        var rest = uri["file:".Length..];
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return Uri.UnescapeDataString(rest);
        var slash = rest.IndexOf('/', 2);
        var host = slash < 0 ? rest[2..] : rest[2..slash];
        if (slash < 0 || (host.Length > 0 && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)))
            throw LeatException.InvalidParameter(
                $"The URI '{uri}' names the machine '{host}': write 'file:///path' for a directory of this one.");
        return Uri.UnescapeDataString(rest[slash..]);
    }
}
