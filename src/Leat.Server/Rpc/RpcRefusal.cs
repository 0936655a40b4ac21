namespace Leat.Server;

/// <summary>Refuses a call with an answer that is not one of the protocol's usual errors.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="contentType">The media type of the text.</param>
/// <param name="text">The body of the answer.</param>
internal sealed class RpcRefusal(int status, string contentType, string text) : Exception(text)
{
    /// <summary>An answer without a body.</summary>
    /// <param name="status">Its status.</param>
    public RpcRefusal(int status)
        : this(status, "", "")
    {
    }

    public int Status => status;

    /// <summary>The media type; empty if there is no body.</summary>
    public string ContentType => contentType;
}
