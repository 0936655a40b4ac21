using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Leat.Core;

namespace Leat.Artifacts.AzureBlob;

/// <summary>How to reach the service: the variables of MLflow and of Azure's tools.</summary>
/// <param name="environment">Looks up a variable; null or empty counts as not set.</param>
/// <param name="transport">Carries requests in place of the SDK's own connections; null for those.</param>
internal sealed class BlobSettings(Func<string, string?> environment, HttpPipelineTransport? transport = null)
{
    /// <summary>A part of a large file may not be repeated for ever, and a moment's overload should not fail it.</summary>
    private const int Retries = 5;

    private const string ConnectionString = "AZURE_STORAGE_CONNECTION_STRING";
    private const string AccessKey = "AZURE_STORAGE_ACCESS_KEY";
    private const string Timeout = "MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT";
    private const string Endpoint = "AZURE_STORAGE_SERVICE_ENDPOINT";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Opens an account with the first credentials that are set.</summary>
    /// <param name="host">As the location names it. A connection string names the account itself, as in MLflow.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a variable says nothing that is understood.</exception>
    public BlobServiceClient Open(string host)
    {
        var options = Options();
        if (Value(ConnectionString) is { } connection)
            return OfConnection(connection, options);
        var address = Value(Endpoint) is { } endpoint ? AddressOf(endpoint) : new Uri($"https://{host}");
        if (Value(AccessKey) is { } key)
            return new BlobServiceClient(address, KeyOf(host, key), options);
        if (Value("AZURE_STORAGE_SAS_TOKEN") is { } token)
            return new BlobServiceClient(address, new AzureSasCredential(token.TrimStart('?')), options);
        return new BlobServiceClient(address, Identity(), options);
    }

    private static BlobServiceClient OfConnection(string connection, BlobClientOptions options)
    {
        try
        {
            return new BlobServiceClient(connection, options);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw LeatException.InvalidParameter(
                $"{ConnectionString} is no connection string. It looks like 'DefaultEndpointsProtocol=https;AccountName=<account>;AccountKey=<key>;EndpointSuffix=core.windows.net'.");
        }
    }

    private static StorageSharedKeyCredential KeyOf(string host, string key)
    {
        try
        {
            return new StorageSharedKeyCredential(host[..host.IndexOf('.', StringComparison.Ordinal)], key);
        }
        catch (FormatException)
        {
            throw LeatException.InvalidParameter($"{AccessKey} is no key of a storage account: those are written in Base64.");
        }
    }

    private static Uri AddressOf(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw LeatException.InvalidParameter($"{Endpoint} is '{StoreUri.Redact(endpoint)}', which does not begin with http:// or https://.");

    /// <summary>The machine's or pod's own identity, a service principal by its variables, or whoever has signed in with Azure's tools.</summary>
    private DefaultAzureCredential Identity() => new(new DefaultAzureCredentialOptions
    {
        TenantId = Value("AZURE_TENANT_ID"),
        ManagedIdentityClientId = Value("AZURE_CLIENT_ID"),
        ExcludeInteractiveBrowserCredential = true,
    });

    private BlobClientOptions Options()
    {
        var options = new BlobClientOptions
        {
            Retry = { Mode = RetryMode.Exponential, MaxRetries = Retries, Delay = FirstPause },
            Diagnostics = { IsLoggingEnabled = false, IsTelemetryEnabled = false, IsDistributedTracingEnabled = false },
        };
        if (transport is not null)
            options.Transport = transport;
        if (Value(Timeout) is { } seconds)
            options.Retry.NetworkTimeout = TimeoutOf(seconds);
        return options;
    }

    private static TimeSpan TimeoutOf(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds is -1 or > 0
        ? seconds == -1 ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds)
        : throw LeatException.InvalidParameter($"{Timeout} is '{text}', but can only be a number of seconds, or -1 for none.");

    private string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
}
