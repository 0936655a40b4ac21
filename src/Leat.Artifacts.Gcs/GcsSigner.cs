using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Apis.Auth.OAuth2;

namespace Leat.Artifacts.Gcs;

/// <summary>Signs addresses with the key of a service account, by which whoever has one may make one call. Google's V4 signing process.</summary>
internal sealed class GcsSigner(ServiceAccountCredential account, Uri endpoint)
{
    private const string Algorithm = "GOOG4-RSA-SHA256";

    /// <summary>Signs an address.</summary>
    /// <param name="method">The call.</param>
    /// <param name="address">Without a query.</param>
    /// <param name="parameters">Further parameters of the call.</param>
    /// <param name="now">From when on it is valid.</param>
    /// <param name="life">For how long.</param>
    public string Sign(HttpMethod method, Uri address, IEnumerable<(string Name, string Value)> parameters, DateTimeOffset now, TimeSpan life)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/auto/storage/goog4_request";
        (string Name, string Value)[] all =
        [
            .. parameters,
            ("X-Goog-Algorithm", Algorithm),
            ("X-Goog-Credential", $"{account.Id}/{scope}"),
            ("X-Goog-Date", time),
            ("X-Goog-Expires", ((long)life.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            ("X-Goog-SignedHeaders", "host"),
        ];
        var query = string.Join('&', all.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Value)}"));
        var request = $"{method.Method}\n{address.AbsolutePath}\n{query}\nhost:{endpoint.Authority}\n\nhost\nUNSIGNED-PAYLOAD";
        var signed = $"{Algorithm}\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        return $"{address.AbsoluteUri}?{query}&X-Goog-Signature={Convert.ToHexStringLower(Convert.FromBase64String(account.CreateSignature(Encoding.UTF8.GetBytes(signed))))}";
    }
}
