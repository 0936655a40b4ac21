using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A call: where it is served and what kind it is. Every endpoint of the server has one as metadata.</summary>
/// <param name="Method">GET, POST…</param>
/// <param name="Path">The path after the version or the prefix.</param>
/// <param name="Tag">Its heading in the API description.</param>
internal sealed record RpcCall(string Method, string Path, string Tag)
{
    /// <summary>MLflow's protocol.</summary>
    public const string MlflowVersion = "2.0";

    /// <summary>The later calls of MLflow's protocol.</summary>
    public const string LaterMlflowVersion = "3.0";

    /// <summary>Leat's additions to it.</summary>
    public const string LeatVersion = "leat/1.0";

    /// <summary>Which API it belongs to: what stands between <c>/api/</c> and its path.</summary>
    public string Version { get; init; } = MlflowVersion;

    /// <summary>Where it is served.</summary>
    public RpcPlace Place { get; init; }

    /// <summary>Which part of the server it belongs to.</summary>
    public ServerPart Part { get; init; }

    /// <summary>Whether it needs no sign-in, however strict the server is. Such a call reveals nothing that is tracked here.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether it means the same whatever workspace a client has chosen.</summary>
    public bool IgnoresWorkspace { get; init; }

    /// <summary>Its name in the API description; null for pages and for what speaks another protocol.</summary>
    public string? Id { get; init; }

    /// <summary>What it takes; null if nothing but its path.</summary>
    public RequestForm? Request { get; init; }

    /// <summary>What it answers.</summary>
    public AnswerForm Answer { get; init; } = AnswerForm.None;

    /// <summary>The status of an answer when it is done.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Whether its answers can be large enough to be worth compressing. The answer to a write is as small as what it wrote.</summary>
    public bool CanAnswerMuch { get; init; }

    /// <summary>Whether it is the page at the static prefix, to which people append a slash.</summary>
    public bool IsHome => Place == RpcPlace.Pages && Path.Length == 0;

    /// <summary>Whether it exists below <c>/ajax-api</c> only.</summary>
    public bool AjaxOnly => Place == RpcPlace.AjaxOnly;

    /// <summary>The path under which the call is described; it may have a twin.</summary>
    public string FullPath => Place switch
    {
        RpcPlace.Twins => $"/api/{Version}{Path}",
        RpcPlace.AjaxOnly => $"/ajax-api/{Version}{Path}",
        _ => Path,
    };

    /// <summary>The paths at which it is served. Everything is served below the prefix, so that one address serves clients and pages, even what
    /// MLflow serves outside it only.</summary>
    /// <param name="prefix">The static prefix; empty for none.</param>
    public IReadOnlyList<string> Routes(string prefix) => Place switch
    {
        RpcPlace.Twins when prefix.Length > 0 => [FullPath, prefix + FullPath, $"{prefix}/ajax-api/{Version}{Path}"],
        RpcPlace.Twins => [FullPath, $"/ajax-api/{Version}{Path}"],
        RpcPlace.Root when prefix.Length > 0 && Path != "/" => [Path, prefix + Path],
        RpcPlace.Root => [Path],
        _ => [prefix + FullPath],
    };

    /// <summary>HEAD is answered like GET; the server leaves out the body.</summary>
    public IReadOnlyList<string> Methods => Method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [Method];
}
