using Leat.Core;
using Leat.Core.Artifacts;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Leads downloads of large files to the store itself, if that is wanted and the store gives addresses.</summary>
/// <param name="least">From how many bytes on; null for no file.</param>
internal sealed class StoreRedirects(long? least)
{
    /// <summary>Answers with an address of the store that works for a few minutes: clients send what they sent here, such as a Range, there too.</summary>
    /// <returns>Whether the request has been answered.</returns>
    public async Task<bool> TryLeadAsync(HttpContext http, IArtifactRepository repository, string path)
    {
        if (least is null || !Follows(http.Request) || repository.Capability<IFileAddresses>() is not { } addresses)
            return false;

        // What a client would have to send along cannot be said in a redirect.
        if (await FindAsync(addresses, path, http.RequestAborted) is not { Headers.Count: 0, Size: { } size } address || size < least)
            return false;
        FileAnswer.SetSafetyHeaders(http.Response.Headers, path);
        http.Response.Headers.Location = address.Url;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        return true;
    }

    /// <summary>Null for what is no file: whoever opens it finds out what it is instead.</summary>
    private static async Task<FileAddress?> FindAsync(IFileAddresses addresses, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await addresses.ForDownloadAsync(path, ArtifactEndpoints.DownloadLife, cancellationToken);
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <summary>Addresses are signed for one method. A script of a page may not go where the page's policy does not allow it.</summary>
    private static bool Follows(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Dest"] is not ["empty"];
}
