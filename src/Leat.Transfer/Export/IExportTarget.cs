using Leat.Core;

namespace Leat.Transfer.Export;

/// <summary>Takes what a source holds, in the order of <see cref="ExportWalk"/>, and counts what it wrote.</summary>
internal interface IExportTarget : IAsyncDisposable
{
    Task WriteAsync(Experiment experiment);

    Task WriteAsync(BulkRun run);

    Task WriteAsync(BulkModel bulk);

    Task WriteAsync(BulkRegisteredModel bulk);

    Task WriteAsync(SourceTrace source);
}
