using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;
using Leat.Core;

namespace Leat.Artifacts.S3;

/// <summary>How to reach the service: the variables of MLflow and of AWS.</summary>
/// <param name="environment">Looks up a variable; null or empty counts as not set.</param>
internal sealed class S3Settings(Func<string, string?> environment)
{
    /// <summary>Of AWS; services that are compatible with it accept it, or have one of their own.</summary>
    private const string UsualRegion = "us-east-1";

    /// <summary>A part of a large file may not be repeated for ever, and a moment's overload should not fail it.</summary>
    private const int Retries = 5;

    /// <summary>The address of a service other than AWS; null for AWS.</summary>
    public string? Endpoint => Value("MLFLOW_S3_ENDPOINT_URL") ?? Value("AWS_ENDPOINT_URL_S3") ?? Value("AWS_ENDPOINT_URL");

    /// <summary>The account that must own the buckets; null if any may.</summary>
    public string? ExpectedBucketOwner => Value("MLFLOW_S3_EXPECTED_BUCKET_OWNER");

    /// <summary>What is set on every object that is stored.</summary>
    public S3UploadArguments UploadArguments { get; } = S3UploadArguments.Parse(environment(S3UploadArguments.Variable));

    /// <summary>Opens the service that a location names.</summary>
    public AmazonS3Client Open(string? ownEndpoint)
    {
        var endpoint = ownEndpoint ?? Endpoint;
        var config = new AmazonS3Config
        {
            ForcePathStyle = IsPathStyle(ownEndpoint),
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Retries,
            AuthenticationRegion = RegionOf(ownEndpoint, endpoint),
        };
        if (endpoint is not null)
        {
            config.ServiceURL = AddressOf(endpoint);

            // Services other than AWS store the framing of a body with a checksum at its end, or refuse it.
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(Region ?? UsualRegion);
        }

        if (S3HttpClients.Of(Value("MLFLOW_S3_IGNORE_TLS") is "1" or "true" or "True" or "TRUE", Value("AWS_CA_BUNDLE")) is { } http)
            config.HttpClientFactory = http;
        return Credentials() is { } credentials ? new AmazonS3Client(credentials, config) : new AmazonS3Client(config);
    }

    private string? Region => Value("AWS_REGION") ?? Value("AWS_DEFAULT_REGION");

    /// <summary>Null leaves the choice to the SDK: roles of a machine, a container or a web identity, which expire and are renewed.</summary>
    private AWSCredentials? Credentials()
    {
        if (Value("MLFLOW_EXPERIMENTAL_S3_SIGNATURE_VERSION") == "unsigned")
            return new AnonymousAWSCredentials();
        if (Value("AWS_ACCESS_KEY_ID") is { } key && Value("AWS_SECRET_ACCESS_KEY") is { } secret)
            return Value("AWS_SESSION_TOKEN") is { } token ? new SessionAWSCredentials(key, secret, token) : new BasicAWSCredentials(key, secret);
        if (Value("AWS_PROFILE") is not { } profile)
            return null;
        return new CredentialProfileStoreChain(Value("AWS_SHARED_CREDENTIALS_FILE")).TryGetAWSCredentials(profile, out var found)
            ? found
            : throw new LeatException(ErrorCode.Unauthenticated, $"The files of AWS have no profile '{profile}', which AWS_PROFILE names.");
    }

    /// <summary>Buckets in the path work everywhere but on AWS, which wants them in the host, as R2 does.</summary>
    private bool IsPathStyle(string? ownEndpoint) => Value("MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE") switch
    {
        "path" => true,
        "virtual" => false,
        null or "auto" => ownEndpoint is null && Endpoint is not null,
        var other => throw LeatException.InvalidParameter(
            $"MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE is '{other}', but can only be 'auto', 'path' or 'virtual'."),
    };

    private string? RegionOf(string? ownEndpoint, string? endpoint) =>
        Region ?? (ownEndpoint is not null ? "auto" : endpoint is not null ? UsualRegion : null);

    private static string AddressOf(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? endpoint
            : throw LeatException.InvalidParameter(
                string.Create(CultureInfo.InvariantCulture, $"The address of the S3 service, '{StoreUri.Redact(endpoint)}', does not begin with http:// or https://."));

    private string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
}
