namespace Leat.Artifacts.Specification;

/// <summary>Tells neither its length nor its place, as the body of a request does.</summary>
public sealed class OneWayStream(byte[] content) : MemoryStream(content, writable: false)
{
    /// <inheritdoc/>
    public override bool CanSeek => false;
}
