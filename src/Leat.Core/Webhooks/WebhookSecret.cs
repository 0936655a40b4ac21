namespace Leat.Core;

/// <summary>The key that signs a webhook's deliveries, in its stored form: encrypted if the server has a key for that. Stores keep the text
/// as it is; it is never sent to clients.</summary>
/// <param name="kept">What is stored.</param>
public sealed class WebhookSecret(string kept)
{
    /// <summary>What is stored.</summary>
    public string Kept { get; } = kept;

    /// <summary>Reveals nothing of the secret, so that it cannot end up in a log.</summary>
    public override string ToString() => "(secret)";
}
