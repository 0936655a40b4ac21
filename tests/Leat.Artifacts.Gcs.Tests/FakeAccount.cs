using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Leat.Artifacts.Gcs;

/// <summary>A service account whose key exists in tests only: what it has signed can be checked.</summary>
internal sealed class FakeAccount
{
    private const string Email = "tester@tests.example";
    private readonly RSA _key = RSA.Create(2048);

    /// <summary>The account's key as Google hands it out.</summary>
    public string Json(Uri tokens) => new JsonObject
    {
        ["type"] = "service_account",
        ["project_id"] = "tests",
        ["private_key_id"] = "1",
        ["private_key"] = _key.ExportPkcs8PrivateKeyPem(),
        ["client_email"] = Email,
        ["client_id"] = "1",
        ["token_uri"] = tokens.AbsoluteUri,
    }.ToJsonString();

    /// <summary>Whether the account has signed a request for a token.</summary>
    public bool HasAsserted(string token) => token.Split('.') is [var head, var body, var signature]
        && _key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{body}"), Decode(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>Whether the account has signed an address for this call, and it is still valid.</summary>
    public bool HasSigned(string method, string path, string target, string host)
    {
        var query = target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&');
        var values = query.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        var signed = string.Join('&', query.Where(pair => !pair.StartsWith("X-Goog-Signature=", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var scope = values["X-Goog-Credential"][(Email.Length + 1)..];
        var request = $"{method}\n{path}\n{signed}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD";
        var text = $"GOOG4-RSA-SHA256\n{values["X-Goog-Date"]}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        var begins = DateTimeOffset.ParseExact(values["X-Goog-Date"], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var ends = begins.AddSeconds(int.Parse(values["X-Goog-Expires"], CultureInfo.InvariantCulture));
        return TimeProvider.System.GetUtcNow() < ends
            && _key.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromHexString(values["X-Goog-Signature"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static byte[] Decode(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
