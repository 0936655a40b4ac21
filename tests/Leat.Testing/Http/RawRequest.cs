namespace Leat.Testing.Http;

/// <summary>One HTTP request whose parts are sent unmodified.</summary>
/// <param name="Method">For example <c>GET</c>.</param>
/// <param name="Target">The request target: nothing is encoded, normalised or collapsed.</param>
/// <param name="Headers">In order. <c>Host</c> and <c>Content-Length</c> are added if missing.</param>
/// <param name="Body">Null means no body.</param>
public sealed record RawRequest(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body)
{
    public RawRequest(string method, string target)
        : this(method, target, [], null)
    {
    }

    /// <summary>A JSON POST.</summary>
    public static RawRequest Json(string target, string json) =>
        new("POST", target, [new("Content-Type", "application/json")], System.Text.Encoding.UTF8.GetBytes(json));
}
