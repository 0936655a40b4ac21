using Leat.Core;
using Leat.Transfer.Columnar;
using Parquet;

namespace Leat.Transfer.Export;

/// <summary>Parquet files as what an export writes to.</summary>
internal sealed class ParquetTarget : IExportTarget
{
    private readonly ExportTally _tally;
    private readonly CancellationToken _cancellationToken;
    private readonly ColumnTimes _times = new();
    private readonly ParquetTables _tables;

    public ParquetTarget(ExportTally tally, CancellationToken cancellationToken)
    {
        (_tally, _cancellationToken) = (tally, cancellationToken);
        _tables = new ParquetTables(_times);
    }

    /// <summary>Makes all files, also those that will have no rows: a query names them without knowing.</summary>
    public async Task CreateAsync(string folder)
    {
        foreach (var table in _tables.All)
            await table.CreateAsync(folder, _cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Completes all files, and opens them again to see that they have all rows.</summary>
    public async Task FinishAsync(string folder)
    {
        foreach (var table in _tables.All)
        {
            await table.FinishAsync(_cancellationToken).ConfigureAwait(false);
            var written = await ParquetReader.CreateAsync(Path.Combine(folder, table.Name + ParquetTable.Extension), cancellationToken: _cancellationToken)
                .ConfigureAwait(false);
            await using (written.ConfigureAwait(false))
            {
                if (written.Metadata!.NumRows != table.Rows)
                    throw new IOException($"The file of '{table.Name}' has {written.Metadata.NumRows} rows, not the {table.Rows} that were written.");
            }
        }

        if (_times.LeftOut > 0)
            _tally.Note(TransferKind.Other, "", $"{_times.LeftOut} times are missing: they lie outside of the years 1 to 9999.");
    }

    public async Task WriteAsync(Experiment experiment)
    {
        await AddAsync(_tables.Experiments, experiment).ConfigureAwait(false);
        await AddAsync(_tables.ExperimentTags, experiment.ExperimentId, experiment.Tags).ConfigureAwait(false);
        _tally.Count(TransferKind.Experiment);
    }

    public async Task WriteAsync(BulkRun run)
    {
        var id = run.Info.RunId;
        await AddAsync(_tables.Runs, run).ConfigureAwait(false);
        foreach (var param in run.Params)
            await AddAsync(_tables.Params, new OwnedText(id, param.Key, param.Value)).ConfigureAwait(false);
        await AddAsync(_tables.Tags, id, run.Tags).ConfigureAwait(false);
        foreach (var series in run.Metrics)
            await WriteAsync(id, series).ConfigureAwait(false);
        foreach (var input in run.Inputs.Datasets)
            await AddAsync(_tables.RunDatasets, new UsedDataset(id, input)).ConfigureAwait(false);
        foreach (var model in run.Inputs.ModelIds)
            await AddAsync(_tables.RunModels, new RunModel(id, model, null)).ConfigureAwait(false);
        foreach (var output in run.Outputs)
            await AddAsync(_tables.RunModels, new RunModel(id, output.ModelId, output.Step)).ConfigureAwait(false);
        _tally.Count(TransferKind.Run);
    }

    public async Task WriteAsync(BulkModel bulk)
    {
        var (model, id) = (bulk.Model, bulk.Model.ModelId);
        await AddAsync(_tables.Models, bulk).ConfigureAwait(false);
        foreach (var param in model.Params)
            await AddAsync(_tables.ModelParams, new OwnedText(id, param.Key, param.Value)).ConfigureAwait(false);
        await AddAsync(_tables.ModelTags, id, model.Tags).ConfigureAwait(false);
        foreach (var metric in model.Metrics)
            await AddAsync(_tables.ModelMetrics, new ScoredModel(id, metric)).ConfigureAwait(false);
        _tally.Count(TransferKind.LoggedModel);
    }

    public async Task WriteAsync(BulkRegisteredModel bulk)
    {
        var model = bulk.Model;
        await AddAsync(_tables.Registered, model).ConfigureAwait(false);
        await AddAsync(_tables.RegisteredTags, model.Name, model.Tags).ConfigureAwait(false);
        foreach (var alias in model.Aliases)
            await AddAsync(_tables.Aliases, new AliasOfModel(model.Name, alias)).ConfigureAwait(false);
        foreach (var version in bulk.Versions)
        {
            await AddAsync(_tables.Versions, version).ConfigureAwait(false);
            foreach (var tag in version.Tags)
                await AddAsync(_tables.VersionTags, new VersionTag(version, tag)).ConfigureAwait(false);
        }

        _tally.Count(TransferKind.RegisteredModel);
        _tally.Count(TransferKind.ModelVersion, bulk.Versions.Count);
    }

    public async Task WriteAsync(SourceTrace source)
    {
        var (info, id) = (source.Trace.Info, source.Trace.Info.TraceId);
        await AddAsync(_tables.Traces, info).ConfigureAwait(false);
        await AddAsync(_tables.TraceTags, id, info.Tags).ConfigureAwait(false);
        await AddAsync(_tables.TraceMetadata, id, info.Metadata).ConfigureAwait(false);
        foreach (var run in source.RunIds)
            await AddAsync(_tables.TraceRuns, new TraceOfRun(id, run)).ConfigureAwait(false);
        foreach (var span in source.Trace.Spans)
            await AddAsync(_tables.Spans, span).ConfigureAwait(false);
        foreach (var assessment in info.Assessments)
            await AddAsync(_tables.Assessments, assessment).ConfigureAwait(false);
        _tally.Count(TransferKind.Trace);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var table in _tables.All)
            await table.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteAsync(string run, BulkSeries series)
    {
        var (min, max, points) = (double.NaN, double.NaN, 0L);
        var last = default(MetricPoint);
        foreach (var point in series.Points)
        {
            if (points > 0 && point == last)
                continue;
            points++;
            last = point;
            (min, max) = (double.MinNumber(min, point.Value), double.MaxNumber(max, point.Value));
            var written = _tables.Points.AddAsync(new SeriesPoint(run, series.Key, point), _cancellationToken);
            if (!written.IsCompletedSuccessfully)
                await written.ConfigureAwait(false);
        }

        if (points == 0)
            return;
        await AddAsync(_tables.LatestMetrics, new SeriesSummary(run, series.Key, last, points, min, max)).ConfigureAwait(false);
        _tally.AddPoints(points);
    }

    private async Task AddAsync(ParquetTable<OwnedText> table, string owner, IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
            await AddAsync(table, new OwnedText(owner, tag.Key, tag.Value)).ConfigureAwait(false);
    }

    private Task AddAsync<TRow>(ParquetTable<TRow> table, in TRow row) => table.AddAsync(row, _cancellationToken);
}
