using Microsoft.AspNetCore.ResponseCompression;

namespace Leat.Server;

/// <summary>A way to compress. The framework's own forms know only the fastest level, one in the middle and the smallest.</summary>
/// <param name="name">Its name in <c>Content-Encoding</c>.</param>
/// <param name="compress">Wraps the stream that takes what is compressed, and leaves it open.</param>
internal sealed class CompressionForm(string name, Func<Stream, Stream> compress) : ICompressionProvider
{
    public string EncodingName => name;

    public bool SupportsFlush => true;

    public Stream CreateStream(Stream outputStream) => compress(outputStream);
}
