using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Leat.Core;
using Tag = Amazon.S3.Model.Tag;

namespace Leat.Artifacts.S3;

/// <summary>What <c>MLFLOW_S3_UPLOAD_EXTRA_ARGS</c> sets on every object that is stored: encryption, class, rights.</summary>
internal sealed class S3UploadArguments
{
    public const string Variable = "MLFLOW_S3_UPLOAD_EXTRA_ARGS";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private static readonly string[] Known =
    [
        "ServerSideEncryption", "SSEKMSKeyId", "SSEKMSEncryptionContext", "BucketKeyEnabled", "StorageClass", "ACL", "Tagging", "CacheControl", "ContentLanguage",
    ];

    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not an object of texts, or an argument that is not supported.</exception>
    public static S3UploadArguments Parse(string? json)
    {
        var arguments = new S3UploadArguments();
        if (string.IsNullOrEmpty(json))
            return arguments;
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!Known.Contains(property.Name, StringComparer.Ordinal))
                    throw LeatException.InvalidParameter($"{Variable} sets '{property.Name}', which is not supported. It can set {string.Join(", ", Known)}.");
                arguments._values[property.Name] = property.Value.ToString();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw LeatException.InvalidParameter($"{Variable} is no JSON object, as {{\"ServerSideEncryption\": \"aws:kms\"}} is one.");
        }

        return arguments;
    }

    public void ApplyTo(PutObjectRequest request)
    {
        request.ServerSideEncryptionMethod = Encryption;
        request.ServerSideEncryptionKeyManagementServiceKeyId = Value("SSEKMSKeyId");
        request.ServerSideEncryptionKeyManagementServiceEncryptionContext = Value("SSEKMSEncryptionContext");
        request.BucketKeyEnabled = BucketKey;
        request.StorageClass = Class;
        request.CannedACL = Rights;
        request.TagSet = Tags;
        SetHeaders(request.Headers);
    }

    public void ApplyTo(InitiateMultipartUploadRequest request)
    {
        request.ServerSideEncryptionMethod = Encryption;
        request.ServerSideEncryptionKeyManagementServiceKeyId = Value("SSEKMSKeyId");
        request.ServerSideEncryptionKeyManagementServiceEncryptionContext = Value("SSEKMSEncryptionContext");
        request.BucketKeyEnabled = BucketKey;
        request.StorageClass = Class;
        request.CannedACL = Rights;
        request.TagSet = Tags;
        SetHeaders(request.Headers);
    }

    private ServerSideEncryptionMethod? Encryption => Value("ServerSideEncryption") is { } name ? new ServerSideEncryptionMethod(name) : null;

    private S3StorageClass? Class => Value("StorageClass") is { } name ? new S3StorageClass(name) : null;

    private S3CannedACL? Rights => Value("ACL") is { } name ? new S3CannedACL(name) : null;

    private bool? BucketKey => Value("BucketKeyEnabled") is { } flag ? string.Equals(flag, "true", StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>Written as in a query, which is how boto takes them.</summary>
    private List<Tag>? Tags => Value("Tagging")?.Split('&').Select(pair => pair.Split('=', 2)).Select(pair => new Tag
    {
        Key = Uri.UnescapeDataString(pair[0]),
        Value = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""),
    }).ToList();

    private void SetHeaders(HeadersCollection headers)
    {
        if (Value("CacheControl") is { } cache)
            headers.CacheControl = cache;
        if (Value("ContentLanguage") is { } language)
            headers["Content-Language"] = language;
    }

    private string? Value(string name) => _values.GetValueOrDefault(name);
}
