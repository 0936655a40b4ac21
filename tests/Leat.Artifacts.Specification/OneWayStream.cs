namespace Leat.Artifacts.Specification;

/// <summary>Reveals neither length nor position, like a request body.</summary>
public sealed class OneWayStream(byte[] content) : MemoryStream(content, writable: false)
{
    /// <inheritdoc/>
    public override bool CanSeek => false;
}
