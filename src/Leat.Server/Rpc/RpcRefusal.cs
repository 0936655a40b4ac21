namespace Leat.Server;

/// <summary>A call that is not answered as it asks, in another form than the protocol's usual errors.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="contentType">What the text is.</param>
/// <param name="text">The answer.</param>
internal sealed class RpcRefusal(int status, string contentType, string text) : Exception(text)
{
    public int Status => status;

    public string ContentType => contentType;
}
