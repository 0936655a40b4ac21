using System.Net;
using System.Xml;
using Azure;
using Azure.Identity;
using Leat.Artifacts.Objects;
using Leat.Core;

namespace Leat.Artifacts.AzureBlob;

/// <summary>Errors of the service as Leat's, with MLflow's codes.</summary>
internal static class BlobErrors
{
    /// <summary>Runs a call to the service.</summary>
    /// <exception cref="LeatException">The service refused it, or was not reached.</exception>
    public static async Task<T> OfAsync<T>(BlobPlace place, string what, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (RequestFailedException error) when (error.Status != 0)
        {
            throw Of(place, what, error);
        }
        catch (AuthenticationFailedException error)
        {
            // Above all that no credentials were found: the message says where they were looked for.
            throw new LeatException(ErrorCode.Unauthenticated, $"{What(place, what)}: {FirstLine(error)}.", error);
        }
        catch (AggregateException error)
        {
            // So the SDK says that it has tried several times.
            throw ServiceFaults.NotReached(What(place, what), error.InnerExceptions.LastOrDefault() ?? error);
        }
        catch (Exception error) when (ServiceFaults.IsNotReached(error) || error is RequestFailedException or XmlException)
        {
            throw ServiceFaults.NotReached(What(place, what), error);
        }
    }

    /// <summary>Whether there is no such blob.</summary>
    public static bool IsMissing(RequestFailedException error) => error.Status == 404 && error.ErrorCode is null or "BlobNotFound" or "ResourceNotFound";

    private static LeatException Of(BlobPlace place, string what, RequestFailedException error)
    {
        var (code, reason) = error.ErrorCode switch
        {
            "ContainerNotFound" => (ErrorCode.ResourceDoesNotExist, $"there is no container '{place.Container}'"),
            "ContainerBeingDeleted" or "ContainerDisabled" => (ErrorCode.ResourceDoesNotExist, $"the container '{place.Container}' is being removed"),
            "BlobNotFound" or "ResourceNotFound" => (ErrorCode.ResourceDoesNotExist, "there is no such blob"),
            "InvalidBlockList" => (
                ErrorCode.InvalidParameterValue,
                "there is no such upload, a part of it has not arrived, or another upload of the same file has ended meanwhile. Send the file again"),
            "InvalidBlobOrBlock" => (
                ErrorCode.ResourceConflict, "another program has begun to send this file in blocks of its own, and has not ended. Store it under another name, or remove it first"),
            "AuthenticationFailed" or "InvalidAuthenticationInfo" or "NoAuthenticationInformation" => (
                ErrorCode.Unauthenticated,
                "the credentials are not valid (AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_ACCESS_KEY or AZURE_STORAGE_SAS_TOKEN), or the clock of this machine is wrong"),
            "AuthorizationFailure" or "AuthorizationPermissionMismatch" or "AuthorizationServiceMismatch" or "AuthorizationResourceTypeMismatch" or "AuthorizationProtocolMismatch"
                or "AuthorizationSourceIPMismatch" or "InsufficientAccountPermissions" or "KeyBasedAuthenticationNotPermitted" or "PublicAccessNotPermitted" => (
                ErrorCode.PermissionDenied, $"access is denied ({error.ErrorCode}): give the server's credentials the rights that docs/artifacts.md lists"),
            "AccountIsDisabled" => (ErrorCode.PermissionDenied, $"the account '{place.Account}' is disabled"),
            "ServerBusy" or "OperationTimedOut" => (ErrorCode.TemporarilyUnavailable, "the service is busy"),
            _ => (ServiceFaults.CodeOf((HttpStatusCode)error.Status), error.ErrorCode is { Length: > 0 } name ? $"{name}: {FirstLine(error)}" : FirstLine(error)),
        };
        return new LeatException(code, $"{What(place, what)}: {reason}.", error);
    }

    /// <summary>The SDK's messages go on with the headers of the answer.</summary>
    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].Trim().TrimEnd('.');

    private static string What(BlobPlace place, string what) => $"The container '{place.Container}' of {place.Host} cannot {what}";
}
