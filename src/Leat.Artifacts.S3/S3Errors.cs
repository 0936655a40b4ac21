using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Leat.Artifacts.Objects;
using Leat.Core;

namespace Leat.Artifacts.S3;

/// <summary>Errors of the service as Leat's, with MLflow's codes.</summary>
internal static class S3Errors
{
    /// <summary>Runs a call to the service.</summary>
    /// <exception cref="LeatException">The service refused it, or was not reached.</exception>
    public static async Task<T> OfAsync<T>(S3Place place, string what, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (AmazonServiceException error)
        {
            throw Of(place, what, error);
        }
        catch (AmazonClientException error)
        {
            // Above all that no credentials were found: the message says where they were looked for.
            throw new LeatException(ErrorCode.Unauthenticated, $"{What(place, what)}: {error.Message.TrimEnd('.')}.", error);
        }
        catch (Exception error) when (ServiceFaults.IsNotReached(error))
        {
            throw ServiceFaults.NotReached(What(place, what), error);
        }
    }

    /// <summary>Whether there is no such object.</summary>
    public static bool IsMissing(AmazonS3Exception error) => error.ErrorCode is "NoSuchKey" or "NotFound" || (error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket");

    private static LeatException Of(S3Place place, string what, AmazonServiceException error)
    {
        var (code, reason) = error.ErrorCode switch
        {
            "NoSuchBucket" => (ErrorCode.ResourceDoesNotExist, $"there is no bucket '{place.Bucket}'"),
            "NoSuchKey" or "NotFound" => (ErrorCode.ResourceDoesNotExist, "there is no such object"),
            "NoSuchUpload" => (ErrorCode.ResourceDoesNotExist, "there is no such upload, or it has ended"),
            "InvalidPart" or "InvalidPartOrder" or "EntityTooSmall" => (ErrorCode.InvalidParameterValue, error.Message.TrimEnd('.')),
            "AccessDenied" or "AllAccessDisabled" or "AccountProblem" => (ErrorCode.PermissionDenied, "access is denied: give the server's credentials the rights that docs/artifacts.md lists"),
            "InvalidAccessKeyId" => (ErrorCode.Unauthenticated, "the service does not know the access key (AWS_ACCESS_KEY_ID)"),
            "SignatureDoesNotMatch" => (ErrorCode.Unauthenticated, "the secret does not belong to the access key (AWS_SECRET_ACCESS_KEY)"),
            "ExpiredToken" or "TokenRefreshRequired" or "InvalidToken" => (ErrorCode.Unauthenticated, "the session's token has expired (AWS_SESSION_TOKEN)"),
            "RequestTimeTooSkewed" => (ErrorCode.Unauthenticated, "the clock of this machine differs too much from that of the service"),
            "PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" =>
                (ErrorCode.InvalidParameterValue, $"the bucket lies in another region: set AWS_DEFAULT_REGION ({error.Message.TrimEnd('.')})"),
            "SlowDown" or "ServiceUnavailable" or "RequestTimeout" or "ThrottlingException" => (ErrorCode.TemporarilyUnavailable, "the service is busy"),
            _ => (ServiceFaults.CodeOf(error.StatusCode), error.ErrorCode is { Length: > 0 } name ? $"{name}: {error.Message.TrimEnd('.')}" : error.Message.TrimEnd('.')),
        };
        return new LeatException(code, $"{What(place, what)}: {reason}.", error);
    }

    private static string What(S3Place place, string what) => $"The store s3://{place.Bucket} cannot {what}";
}
