namespace Leat.Core.Artifacts;

/// <summary>What is to be stored: a stream, read from its current position, and its number of bytes if known.</summary>
/// <remarks>Object stores need the length in advance, or must first hold the whole body in memory. Closing the stream is left to
/// the caller.</remarks>
public readonly record struct ArtifactBody
{
    private readonly Stream _content;
    private readonly bool _endsAtLength;

    /// <summary>A body whose length was announced, for example in <c>Content-Length</c>.</summary>
    /// <param name="content">Read once, from its current position to its end.</param>
    /// <param name="length">In bytes; a stream with fewer or more is refused. Null if unknown.</param>
    public ArtifactBody(Stream content, long? length)
        : this(content, length, endsAtLength: false)
    {
    }

    private ArtifactBody(Stream content, long? length, bool endsAtLength)
    {
        ArgumentNullException.ThrowIfNull(content);
        _content = content;
        _endsAtLength = endsAtLength;
        Length = length;
    }

    /// <summary>In bytes; null if not known beforehand.</summary>
    public long? Length { get; }

    /// <summary>All that a stream holds now. What is appended later, as to a log file still being written, is left out.</summary>
    /// <param name="content">The length is known if it is seekable.</param>
    public static ArtifactBody Of(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.CanSeek ? new(content, content.Length - content.Position, endsAtLength: true) : new(content, null);
    }

    /// <summary>The bytes. Closing this stream leaves the caller's stream open; it is seekable if the caller's is.</summary>
    /// <remarks>Reading throws a <see cref="LeatException"/> (<see cref="ErrorCode.InvalidParameterValue"/>) if the body is shorter
    /// or longer than its <see cref="Length"/>. Whoever stores it must then leave nothing of it behind.</remarks>
    public Stream OpenRead() => new ArtifactBodyStream(_content, Length, _endsAtLength);
}
