using System.Security.Cryptography;
using System.Text;
using Leat.Core;

namespace Leat.Storage.Sql.Names;

/// <summary>Keys that are longer than names may be. The table of names holds their beginning and a digest instead, so that they are found like
/// others; the whole key is stored beside the value.</summary>
internal static class LongName
{
    /// <summary>Followed by an ellipsis and the 64 digits of the digest, this is still shorter than a name may be.</summary>
    private const int Beginning = 180;

    /// <summary>The name in the table of names.</summary>
    public static string StandIn(string key) => IsLong(key)
        ? $"{TextRules.Truncate(key, Beginning)}…{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}"
        : key;

    /// <summary>The key, if it must be kept whole beside its value; null if it is a name itself.</summary>
    public static string? WholeOf(string key) => IsLong(key) ? key : null;

    private static bool IsLong(string key) => key.Length > LogRules.MaxKeyLength && TextRules.CodePointLength(key) > LogRules.MaxKeyLength;
}
