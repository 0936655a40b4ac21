using System.Text;

namespace Leat.Server;

/// <summary><c>Content-Disposition: attachment</c> with a file name that no client misreads (RFC 6266).</summary>
internal static class AttachmentHeader
{
    /// <summary>
    /// Plain names are left unquoted, as MLflow does: <c>attachment; filename=a.txt</c>. Others are quoted; those that a
    /// header cannot hold (non-ASCII or control characters) are sent in encoded form too.
    /// </summary>
    public static string For(string fileName) => Write("attachment", fileName);

    /// <summary>The same for a file that is shown: <c>inline; filename=a.txt</c>.</summary>
    public static string Inline(string fileName) => Write("inline", fileName);

    private static string Write(string disposition, string fileName)
    {
        if (fileName.All(IsTokenCharacter))
            return $"{disposition}; filename={fileName}";
        if (fileName.All(c => char.IsAscii(c) && !char.IsControl(c)))
            return $"{disposition}; filename={Quote(fileName)}";
        return $"{disposition}; filename={Quote(AsciiLookalike(fileName))}; filename*=UTF-8''{Uri.EscapeDataString(fileName)}";
    }

    /// <summary>RFC 9110, section 5.6.2.</summary>
    private static bool IsTokenCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\');
            quoted.Append(char.IsControl(c) ? '_' : c);
        }

        return quoted.Append('"').ToString();
    }

    private static string AsciiLookalike(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : "_"));
}
