using System.Globalization;

namespace Leat.Artifacts.Local;

/// <summary>A part that has arrived.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Hash">Its SHA-256.</param>
internal sealed record PartRecord(long Length, string Hash)
{
    /// <summary>Null for a text that a crash has cut off.</summary>
    public static PartRecord? TryParse(string? text) =>
        text?.Split(' ') is [var length, { Length: 64 } hash] && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? new PartRecord(bytes, hash)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Length} {Hash}");
}
