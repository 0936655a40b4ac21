namespace Leat.Server;

/// <summary>Refuses a call with an answer that is not one of the protocol's usual errors.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="contentType">The media type of the text.</param>
/// <param name="text">The body of the answer.</param>
internal sealed class RpcRefusal(int status, string contentType, string text) : Exception(text)
{
    public int Status => status;

    public string ContentType => contentType;
}
