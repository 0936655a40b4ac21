using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Leat.Benchmarks;
using Leat.Benchmarks.Stores;

if (args is ["bytes", var runs, var points, var series, .. var keep])
{
    await BytesPerPoint.RunAsync(int.Parse(runs, null), int.Parse(points, null), int.Parse(series, null), keep.FirstOrDefault());
    return;
}

if (args is ["long-series", var length])
{
    await LongSeriesBatches.RunAsync(int.Parse(length, null));
    return;
}

// In this process: the projects that BenchmarkDotNet generates would inherit this repository's build settings.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithIterationCount(9).WithToolchain(new InProcessEmitToolchain(logOutput: false)))
    .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"))
    .HideColumns(Column.Error, Column.StdDev, Column.Median, Column.RatioSD);
config.AddColumn(new PointsPerSecondColumn(), new BytesPerPointColumn());
BenchmarkSwitcher.FromAssembly(typeof(PointsPerSecondColumn).Assembly).Run(args, config);
