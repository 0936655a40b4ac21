using Leat.Core;

namespace Leat.Webhooks;

/// <summary>Converts secrets to their stored form and back. The stored text says which form it is, so that secrets from before a key was
/// given stay readable.</summary>
/// <param name="key">Encrypts; null leaves that to the file.</param>
/// <param name="file">Holds the store's own key, which also decrypts what it encrypted before a key was given; null for none.</param>
/// <param name="time">The clock; the format notes when a secret was encrypted.</param>
internal sealed class SecretKeeper(WebhookSecretKey? key, WebhookKeyFile? file, TimeProvider time)
{
    private const string Plain = "plain:";
    private const string Encrypted = "fernet:";

    /// <summary>Without a key and without a file for one, a secret is kept as it is.</summary>
    public WebhookSecret Keep(string secret) =>
        new((key ?? file?.FindOrMake()) is { } encrypting ? Encrypted + encrypting.Encrypt(secret, time.GetUtcNow()) : Plain + secret);

    /// <summary>The secret; null if it was encrypted with another key.</summary>
    public string? Reveal(WebhookSecret secret)
    {
        if (secret.Kept.StartsWith(Plain, StringComparison.Ordinal))
            return secret.Kept[Plain.Length..];
        if (!secret.Kept.StartsWith(Encrypted, StringComparison.Ordinal))
            return null;
        var token = secret.Kept[Encrypted.Length..];
        return key?.TryDecrypt(token) ?? file?.Find()?.TryDecrypt(token);
    }
}
