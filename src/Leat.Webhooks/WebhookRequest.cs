using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leat.Webhooks;

/// <summary>What is sent to a webhook, the same at each repetition.</summary>
/// <param name="DeliveryId">A UUID, by which a receiver recognises a repetition.</param>
/// <param name="Timestamp">Unix seconds.</param>
/// <param name="Body">JSON.</param>
internal sealed record WebhookRequest(string DeliveryId, string Timestamp, byte[] Body)
{
    public static WebhookRequest Create(byte[] body, DateTimeOffset now) =>
        new(Guid.NewGuid().ToString(), now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), body);

    /// <summary>The signature, for example <c>v1,K5oZ…=</c>.</summary>
    public string Sign(string secret)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes($"{DeliveryId}.{Timestamp}."));
        hash.AppendData(Body);
        return $"v1,{Convert.ToBase64String(hash.GetHashAndReset())}";
    }
}
