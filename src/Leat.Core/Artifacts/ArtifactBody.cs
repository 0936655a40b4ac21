namespace Leat.Core.Artifacts;

/// <summary>What is to be stored: a stream, read from where it stands, and the number of bytes it gives if that is known.</summary>
/// <remarks>Object stores need the length beforehand, or must keep the whole body in memory first. The stream stays the
/// caller's to close.</remarks>
public readonly record struct ArtifactBody
{
    private readonly Stream _content;
    private readonly bool _endsAtLength;

    /// <summary>A body whose length somebody announced, for example in <c>Content-Length</c>.</summary>
    /// <param name="content">Read once, from where it stands to its end.</param>
    /// <param name="length">In bytes; a stream that gives fewer or more is refused. Null if not known.</param>
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

    /// <summary>All that a stream holds now. What is added to it later, as to a log that is still written, is left out.</summary>
    /// <param name="content">The length is known if it is seekable.</param>
    public static ArtifactBody Of(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.CanSeek ? new(content, content.Length - content.Position, endsAtLength: true) : new(content, null);
    }

    /// <summary>The bytes. Closing this stream leaves the caller's open; it is seekable if that one is.</summary>
    /// <remarks>Reading throws a <see cref="LeatException"/> (<see cref="ErrorCode.InvalidParameterValue"/>) where the body ends
    /// before its <see cref="Length"/> or goes on after it. Who stores it must leave nothing of it behind then.</remarks>
    public Stream OpenRead() => new ArtifactBodyStream(_content, Length, _endsAtLength);
}
