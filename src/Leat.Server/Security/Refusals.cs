using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Leat.Server;

/// <summary>Words and logs what is refused: each host and origin is logged once, so that a browser tab cannot fill the log.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Refusals(ILogger logger)
{
    /// <summary>More names than these come from a client that makes them up.</summary>
    private const int MaxLogged = 100;

    /// <summary>The length of the longest name of a host, with a scheme and a port.</summary>
    private const int MaxLength = 270;

    private readonly ConcurrentDictionary<string, bool> _logged = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The answer to a request for another host.</summary>
    public string OfHost(string host)
    {
        var name = Clip(host);
        if (IsFirst("host " + name))
            ServerLog.HostRefused(logger, name);
        return $"Invalid Host header - possible DNS rebinding attack detected. '{name}' is not among the allowed hosts: "
            + "if it is a name of this server, start it with --allowed-hosts NAME (or MLFLOW_SERVER_ALLOWED_HOSTS), NAME being this one.";
    }

    /// <summary>The answer to a request that a page of another origin sent.</summary>
    public string OfOrigin(string origin)
    {
        var name = Clip(origin);
        if (IsFirst("origin " + name))
            ServerLog.OriginRefused(logger, name);
        return $"Cross-origin request blocked. Pages of '{name}' may not write here: if they should, start the server with "
            + "--cors-allowed-origins ORIGIN (or MLFLOW_SERVER_CORS_ALLOWED_ORIGINS), ORIGIN being this one.";
    }

    private bool IsFirst(string name) => _logged.Count < MaxLogged && _logged.TryAdd(name, true);

    /// <summary>Makes a name fit for a log line: valid names contain no control characters.</summary>
    private static string Clip(string name) =>
        string.Concat(name.Take(MaxLength).Select(c => char.IsAscii(c) && !char.IsControl(c) ? c : '?'));
}
