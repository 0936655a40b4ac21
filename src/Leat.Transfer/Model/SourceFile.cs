namespace Leat.Transfer;

/// <summary>A file of a run of a source.</summary>
/// <param name="Path">Where it belongs below the artifacts of its run.</param>
/// <param name="Length">In bytes.</param>
/// <param name="OpenAsync">Opens it, before the next file is asked for; may be called again.</param>
public sealed record SourceFile(string Path, long Length, Func<CancellationToken, ValueTask<Stream>> OpenAsync);
