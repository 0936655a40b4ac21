using System.Data.Common;
using System.Runtime.CompilerServices;
using Leat.Core;

namespace Leat.Transfer.Mlflow;

/// <summary>The database of an MLflow server, from the last schemas of MLflow 1 to the newest known. Short statements each see what is
/// committed: nothing is locked, so that the server may go on.</summary>
public sealed class MlflowDatabase : ITransferSource
{
    private const int RunsPerPage = 500;

    /// <summary>24 bytes each.</summary>
    private const long MostPointsInMemory = 1_000_000;

    private readonly SourceReader _reader;
    private readonly MlflowTables _tables;
    private readonly MlflowRunReader _runs;
    private readonly List<TransferNote> _notes;

    private MlflowDatabase(SourceReader reader, MlflowTables tables, string name, List<TransferNote> notes, long mostPointsInMemory)
    {
        _reader = reader;
        _tables = tables;
        _runs = new MlflowRunReader(reader, tables, mostPointsInMemory);
        _notes = notes;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TransferNote> Notes => _notes;

    /// <summary>Looks at a database.</summary>
    /// <param name="connection">An open connection; the source disposes of it.</param>
    /// <param name="name">What messages call the database: <c>the database 'old.db'</c>.</param>
    /// <param name="syntax">The database's.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: it is no database of MLflow, or cannot be read.</exception>
    public static Task<MlflowDatabase> OpenAsync(
        DbConnection connection, string name, MlflowSyntax syntax, CancellationToken cancellationToken = default) =>
        OpenAsync(connection, name, syntax, MostPointsInMemory, cancellationToken);

    /// <param name="connection">An open connection.</param>
    /// <param name="name">What messages call the database.</param>
    /// <param name="syntax">The database's.</param>
    /// <param name="mostPointsInMemory">The series of runs with more points are read while they are stored.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    internal static async Task<MlflowDatabase> OpenAsync(
        DbConnection connection, string name, MlflowSyntax syntax, long mostPointsInMemory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var reader = new SourceReader(connection, name, syntax);
        var tables = await MlflowTables.FindAsync(reader, cancellationToken).ConfigureAwait(false) ?? throw LeatException.InvalidParameter(
            $"{char.ToUpperInvariant(name[0])}{name[1..]} is no database of an MLflow server: the tables 'experiments', 'runs', 'metrics', 'params' and 'tags' are not all there.");
        var notes = await new MlflowLosses(reader, tables).FindAsync(cancellationToken).ConfigureAwait(false);
        return new MlflowDatabase(reader, tables, name, notes, mostPointsInMemory);
    }

    /// <inheritdoc/>
    public async Task<SourceSize> MeasureAsync(CancellationToken cancellationToken = default) => new(
        await _reader.NumberAsync($"SELECT COUNT(*) FROM experiments WHERE {_tables.Experiments.InDefaultWorkspace}", cancellationToken).ConfigureAwait(false),
        await _reader.NumberAsync($"SELECT COUNT(*) FROM runs WHERE {_tables.IsTaken}", cancellationToken).ConfigureAwait(false),
        await _reader.NumberAsync("SELECT COUNT(*) FROM metrics", cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Experiment>> ReadExperimentsAsync(CancellationToken cancellationToken = default)
    {
        var table = _tables.Experiments;
        var tags = await _runs.ReadTagsAsync(_tables.ExperimentTags, "experiment_id", cancellationToken).ConfigureAwait(false);
        return await _reader.ListAsync(
            $"""
            SELECT {table.List("experiment_id", "name", "artifact_location", "lifecycle_stage", "creation_time", "last_update_time")}
            FROM experiments WHERE {table.InDefaultWorkspace} ORDER BY experiment_id
            """,
            [],
            row =>
            {
                var id = row.Id(0);
                var created = row.Integer(4) ?? 0;
                return new Experiment(
                    id,
                    row.Text(1) ?? "",
                    row.Text(2) ?? "",
                    MlflowRunReader.StageOf(row.Text(3)),
                    created,
                    row.Integer(5) ?? created,
                    [.. tags[id]]);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<SourceRun>> ReadRunsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = "";
        while (true)
        {
            var page = await _runs.ReadHeadsAsync(after, RunsPerPage, cancellationToken).ConfigureAwait(false);
            if (page.Count > 0)
                yield return page;
            if (page.Count < RunsPerPage)
                yield break;
            after = page[^1].Info.RunId;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BulkRun>> ReadLoggedAsync(IReadOnlyList<SourceRun> runs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return _runs.ReadLoggedAsync(runs, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<BulkModel>> ReadModelsAsync(CancellationToken cancellationToken = default) =>
        new MlflowModelReader(_reader, _tables).ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<BulkRegisteredModel> ReadRegisteredModelsAsync(CancellationToken cancellationToken = default) =>
        new MlflowRegistryReader(_reader, _tables).ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<string>> ReadTraceIdsAsync(CancellationToken cancellationToken = default) =>
        new MlflowTraceReader(_reader, _tables).ReadIdsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceTrace>> ReadTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(traceIds);
        return new MlflowTraceReader(_reader, _tables).ReadAsync([.. traceIds], cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _reader.DisposeAsync();
}
