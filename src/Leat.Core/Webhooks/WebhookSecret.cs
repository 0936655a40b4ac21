namespace Leat.Core;

/// <summary>The key that a webhook's deliveries are signed with, in the form in which it is stored: encrypted where the server has a key
/// for that. Stores keep the text as it comes; it is never sent to clients.</summary>
/// <param name="kept">What is stored.</param>
public sealed class WebhookSecret(string kept)
{
    /// <summary>What is stored.</summary>
    public string Kept { get; } = kept;

    /// <summary>Nothing of the secret, so that it cannot slip into a log.</summary>
    public override string ToString() => "(secret)";
}
