using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Leat.Webhooks;

/// <summary>A key that encrypts the secrets of webhooks, and the format it does so in: Fernet, as MLflow uses it, so that its keys and
/// tokens can be taken over. Safe for concurrent use.</summary>
/// <remarks>
/// A token is base64url of: the version 0x80; the time, 8 bytes, big-endian, Unix seconds; the initialisation vector, 16 bytes; AES-128-CBC
/// with PKCS #7 padding; HMAC-SHA256 over all before it, 32 bytes. The first half of the key signs, the second encrypts
/// (github.com/fernet/spec).
/// </remarks>
public sealed class WebhookSecretKey
{
    private const int KeyLength = 32;
    private const int HalfLength = KeyLength / 2;
    private const byte Version = 0x80;
    private const int HeaderLength = 1 + sizeof(long) + HalfLength;
    private const int BlockLength = 16;

    private readonly byte[] _signing;
    private readonly byte[] _encryption;

    private WebhookSecretKey(byte[] key)
    {
        _signing = key[..HalfLength];
        _encryption = key[HalfLength..];
    }

    /// <summary>The key that a text holds: base64url of 32 bytes; false for any other text.</summary>
    public static bool TryParse(string text, out WebhookSecretKey? key)
    {
        ArgumentNullException.ThrowIfNull(text);
        key = TryDecode(text) is { Length: KeyLength } bytes ? new WebhookSecretKey(bytes) : null;
        return key is not null;
    }

    /// <summary>A new key as text.</summary>
    internal static string MakeText() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength)).Replace('+', '-').Replace('/', '_');

    /// <summary>Reveals nothing of the key, so that it cannot slip into a log.</summary>
    public override string ToString() => "(key)";

    internal string Encrypt(string text, DateTimeOffset now)
    {
        var iv = RandomNumberGenerator.GetBytes(HalfLength);
        using var aes = Aes.Create();
        aes.Key = _encryption;
        var cipher = aes.EncryptCbc(Encoding.UTF8.GetBytes(text), iv);
        var token = new byte[HeaderLength + cipher.Length + HMACSHA256.HashSizeInBytes];
        token[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(1), now.ToUnixTimeSeconds());
        iv.CopyTo(token, 1 + sizeof(long));
        cipher.CopyTo(token, HeaderLength);
        HMACSHA256.HashData(_signing, token.AsSpan(0, HeaderLength + cipher.Length), token.AsSpan(HeaderLength + cipher.Length));

        // Python's base64 pads.
        return Convert.ToBase64String(token).Replace('+', '-').Replace('/', '_');
    }

    /// <summary>The text of a token; null if it was made with another key, or is damaged.</summary>
    internal string? TryDecrypt(string token)
    {
        if (TryDecode(token) is not { } bytes || bytes.Length < HeaderLength + BlockLength + HMACSHA256.HashSizeInBytes || bytes[0] != Version)
            return null;
        var signed = bytes.AsSpan(0, bytes.Length - HMACSHA256.HashSizeInBytes);
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_signing, signed), bytes.AsSpan(signed.Length)))
            return null;
        using var aes = Aes.Create();
        aes.Key = _encryption;
        try
        {
            return Encoding.UTF8.GetString(aes.DecryptCbc(signed[HeaderLength..], signed[(1 + sizeof(long))..HeaderLength]));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[]? TryDecode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text.AsSpan().Trim());
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
