using System.Text;

namespace Leat.Conformance.Tests.Playing;

/// <summary>UTF-8 that writes a lone surrogate as its three bytes, for bodies that must be rejected.</summary>
internal static class LooseUtf8
{
    public static byte[] GetBytes(string text)
    {
        using var bytes = new MemoryStream();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var wellFormed = Rune.DecodeFromUtf16(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (wellFormed)
                bytes.Write(Encoding.UTF8.GetBytes(rune.ToString()));
            else
                WriteSurrogate(bytes, rest[0]);
            rest = rest[length..];
        }

        return bytes.ToArray();
    }

    private static void WriteSurrogate(MemoryStream bytes, char unit)
    {
        bytes.WriteByte((byte)(0xE0 | (unit >> 12)));
        bytes.WriteByte((byte)(0x80 | ((unit >> 6) & 0x3F)));
        bytes.WriteByte((byte)(0x80 | (unit & 0x3F)));
    }
}
