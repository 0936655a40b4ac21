using Leat.Core;

namespace Leat.Webhooks;

/// <summary>Puts secrets into the form in which they are stored, and takes them out of it. The stored text says which form it is, so that
/// secrets from before a key was given stay readable.</summary>
/// <param name="key">Encrypts; null stores secrets as they are.</param>
/// <param name="time">The clock; the format notes when a secret was encrypted.</param>
internal sealed class SecretKeeper(WebhookSecretKey? key, TimeProvider time)
{
    private const string Plain = "plain:";
    private const string Encrypted = "fernet:";

    public WebhookSecret Keep(string secret) =>
        new(key is null ? Plain + secret : Encrypted + key.Encrypt(secret, time.GetUtcNow()));

    /// <summary>The secret; null if it was encrypted with another key.</summary>
    public string? Reveal(WebhookSecret secret)
    {
        if (secret.Kept.StartsWith(Plain, StringComparison.Ordinal))
            return secret.Kept[Plain.Length..];
        return secret.Kept.StartsWith(Encrypted, StringComparison.Ordinal) ? key?.TryDecrypt(secret.Kept[Encrypted.Length..]) : null;
    }
}
