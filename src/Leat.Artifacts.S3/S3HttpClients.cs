using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Leat.Core;

namespace Leat.Artifacts.S3;

/// <summary>Makes connections that trust other certificates than the machine does.</summary>
internal sealed class S3HttpClients : HttpClientFactory
{
    private readonly X509Certificate2Collection? _authorities;

    private S3HttpClients(X509Certificate2Collection? authorities) => _authorities = authorities;

    /// <summary>Null if the machine's own certificates decide.</summary>
    /// <param name="trustsAll">Whether certificates are not checked.</param>
    /// <param name="bundle">A file with the authorities to trust instead, as PEM.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the file cannot be read.</exception>
    public static S3HttpClients? Of(bool trustsAll, string? bundle)
    {
        if (trustsAll)
            return new S3HttpClients(null);
        if (bundle is null)
            return null;
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(bundle);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw LeatException.InvalidParameter($"AWS_CA_BUNDLE names '{bundle}', which cannot be read: {error.Message}");
        }

        return new S3HttpClients(authorities);
    }

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var options = new SslClientAuthenticationOptions();
        if (_authorities is null)
        {
#pragma warning disable CA5359 // The user has asked for it, by name.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(_authorities);
        }

        return new HttpClient(new SocketsHttpHandler { SslOptions = options, AllowAutoRedirect = false }) { Timeout = clientConfig.Timeout ?? TimeSpan.FromSeconds(100) };
    }
}
