namespace Leat.Testing.Http;

/// <summary>One HTTP request whose parts go onto the wire unmodified.</summary>
/// <param name="Method">For example <c>GET</c>.</param>
/// <param name="Target">The request target as it stands: nothing is encoded, normalised or collapsed.</param>
/// <param name="Headers">In their order. <c>Host</c> and <c>Content-Length</c> are added where they are missing.</param>
/// <param name="Body">Null means no body.</param>
public sealed record RawRequest(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body)
{
    public RawRequest(string method, string target)
        : this(method, target, [], null)
    {
    }

    /// <summary>A POST of JSON.</summary>
    public static RawRequest Json(string target, string json) =>
        new("POST", target, [new("Content-Type", "application/json")], System.Text.Encoding.UTF8.GetBytes(json));
}
