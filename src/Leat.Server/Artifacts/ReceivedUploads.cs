using System.Globalization;
using Leat.Core;
using Leat.Core.Artifacts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Leat.Server;

/// <summary>Uploads whose parts clients send to this server, at addresses that it makes: of the server as the client reaches it.</summary>
/// <param name="parts">Takes the parts.</param>
/// <param name="http">The call that begins or ends an upload.</param>
internal sealed class ReceivedUploads(IReceivedParts parts, HttpContext http) : IMultipartUploads
{
    /// <summary>Where parts go, beside the calls that begin and end uploads.</summary>
    public const string PartRoute = Calls + "/part/{uploadId}/{number}";

    private const string Calls = $"/api/{RpcCall.MlflowVersion}/mlflow-artifacts/mpu";

    private static readonly Dictionary<string, string> NoHeaders = [];

    public async Task<MultipartUpload> CreateAsync(string path, int partCount, CancellationToken cancellationToken = default)
    {
        var id = await parts.BeginAsync(path, partCount, cancellationToken);
        var address = $"{Origin()}{PathOfCalls()}/part/{id}/";
        return new MultipartUpload(
            id, [.. Enumerable.Range(1, partCount).Select(number => new PartAddress(number, address + number.ToString(CultureInfo.InvariantCulture), NoHeaders))]);
    }

    public Task CompleteAsync(
        string path, string? uploadId, IReadOnlyList<UploadedPart> uploaded, CancellationToken cancellationToken = default) =>
        parts.CompleteAsync(path, uploadId, uploaded, cancellationToken);

    public Task AbortAsync(string path, string? uploadId, CancellationToken cancellationToken = default) =>
        parts.AbortAsync(path, uploadId, cancellationToken);

    /// <summary>Whether such uploads are begun and ended at the address of a call. The twins for pages answer as MLflow's do, since no page sends
    /// parts, and a page need not reach what takes files from whoever has an id.</summary>
    public static bool AreOfferedAt(HttpContext http) => http.Request.Path.Value!.Contains(Calls, StringComparison.Ordinal);

    /// <summary>Which part a call sends.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: its number is none.</exception>
    public static (string UploadId, int Number) PartOf(RpcContext call) =>
        int.TryParse(call["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (call["uploadId"], number)
            : throw LeatException.InvalidParameter($"'{call["number"]}' is no number of a part.");

    /// <summary>Clients want whole addresses. A proxy in front of the server may be reached by another name, and by TLS; what a client says of that
    /// in its own headers changes nothing but the addresses that it gets itself.</summary>
    private string Origin()
    {
        var scheme = Forwarded("X-Forwarded-Proto") is "https" ? "https" : http.Request.Scheme;
        return $"{scheme}://{Forwarded("X-Forwarded-Host") ?? http.Request.Host.Value}{Forwarded("X-Forwarded-Prefix")?.TrimEnd('/')}";
    }

    /// <summary>The first of several proxies is the one that clients reach.</summary>
    private string? Forwarded(string header) =>
        http.Request.Headers[header].ToString().Split(',')[0].Trim() is { Length: > 0 } value ? value : null;

    /// <summary>The calls are served at several paths: the parts go where the upload began.</summary>
    private string PathOfCalls()
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var calls = target.IndexOf(Calls, StringComparison.Ordinal);
        return calls >= 0 && target[0] == '/' ? target[..(calls + Calls.Length)] : Calls;
    }
}
