namespace Leat.Server;

/// <summary>A part of a route between slashes.</summary>
internal static class RoutePart
{
    /// <summary>The name of a variable part, without the route's constraint on its length; null for a part that is fixed.</summary>
    public static string? NameOf(string part) => part.StartsWith('{') ? part.Trim('{', '*', '}').Split(':')[0] : null;
}
