using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Leat.Artifacts.Contents;

/// <summary>What lies in the place of a file whose content is shared.</summary>
/// <param name="Hash">The SHA-256 of the content, in lower-case hexadecimal digits.</param>
/// <param name="Size">The size of the content, in bytes.</param>
/// <param name="Blob">Which content; nobody can guess it.</param>
internal sealed partial record ContentReference(string Hash, long Size, string Blob)
{
    /// <summary>All have the same, so that a listing tells which files may be references.</summary>
    public const int Bytes = 151;

    /// <summary>Null for what is none.</summary>
    public static ContentReference? TryParse(ReadOnlySpan<byte> content) =>
        content.Length == Bytes && Form.Match(Encoding.Latin1.GetString(content)) is { Success: true } found
        && long.TryParse(found.Groups["size"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new ContentReference(found.Groups["hash"].Value, size, found.Groups["blob"].Value)
            : null;

    public byte[] ToBytes() => Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{ContentPlaces.FormatText}sha256 {Hash}\nsize {Size:D20}\nblob {Blob}\n"));

    [GeneratedRegex(@"\Aleat content 1\nsha256 (?<hash>[0-9a-f]{64})\nsize (?<size>[0-9]{20})\nblob (?<blob>[0-9a-f]{32})\n\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}
