using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>The variable parts of a call's path, decoded.</summary>
internal readonly struct RoutePath(HttpContext context)
{
    /// <summary>The part with this name. The route makes sure that it is there.</summary>
    public string this[string name] => (string)context.Request.RouteValues[name]!;
}
