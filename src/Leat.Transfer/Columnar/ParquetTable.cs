using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace Leat.Transfer.Columnar;

/// <summary>What a table is called and holds.</summary>
internal abstract class ParquetTable(string name, string about) : IAsyncDisposable
{
    public const string Extension = ".parquet";

    /// <summary>The name of its file without <see cref="Extension"/>.</summary>
    public string Name => name;

    /// <summary>A sentence on what its rows are.</summary>
    public string About => about;

    /// <summary>Its columns in order: name, type as DuckDB calls it, whether values can be missing, meaning.</summary>
    public abstract IEnumerable<(string Name, string Type, bool IsNullable, string About)> Describe();

    /// <summary>How many rows it has.</summary>
    public long Rows { get; protected set; }

    /// <summary>Makes its file, without rows.</summary>
    public abstract Task CreateAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Writes what is left and brings the file to disk.</summary>
    public abstract Task FinishAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A Parquet file that is written row by row, in groups of rows of bounded size.</summary>
/// <param name="name">The name of its file.</param>
/// <param name="about">A sentence on what its rows are.</param>
/// <param name="columns">Its columns, in order.</param>
internal sealed class ParquetTable<TRow>(string name, string about, params Column<TRow>[] columns) : ParquetTable(name, about)
{
    /// <summary>As many as DuckDB gives one thread at a time; a reader of one metric skips groups of others.</summary>
    private const int MostRows = 122_880;

    private const int MostBytes = 16 << 20;

    private FileStream? _file;
    private ParquetWriter? _writer;
    private int _rows;
    private int _bytes;

    public override IEnumerable<(string Name, string Type, bool IsNullable, string About)> Describe() =>
        columns.Select(column => (column.Name, column.Type, column.Definition.IsNullable, column.About));

    public override async Task CreateAsync(string folder, CancellationToken cancellationToken)
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Optimal };
        foreach (var column in columns.Where(column => column.Encoding != EncodingHint.Default))
            options.ColumnEncodingHints[column.Name] = column.Encoding;
        _file = new FileStream(Path.Combine(folder, Name + Extension), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        _writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Definition)), _file, options, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Adds a row.</summary>
    public Task AddAsync(in TRow row, CancellationToken cancellationToken)
    {
        foreach (var column in columns)
            _bytes += column.Append(row);
        _rows++;
        return _rows < MostRows && _bytes < MostBytes ? Task.CompletedTask : WriteAsync(cancellationToken);
    }

    public override async Task FinishAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken).ConfigureAwait(false);
        await _writer!.DisposeAsync().ConfigureAwait(false);
        _writer = null;
        _file!.Flush(flushToDisk: true);
        await _file.DisposeAsync().ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_writer is not null)
            await _writer.DisposeAsync().ConfigureAwait(false);
        if (_file is not null)
            await _file.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_rows == 0)
            return;
        using var group = _writer!.CreateRowGroup();
        foreach (var column in columns)
            await column.WriteAsync(group, cancellationToken).ConfigureAwait(false);
        Rows += _rows;
        (_rows, _bytes) = (0, 0);
    }
}
