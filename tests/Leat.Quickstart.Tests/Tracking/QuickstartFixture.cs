using Leat.Core;

namespace Leat.Quickstart.Tests.Tracking;

/// <summary>One quickstart on the iris data set, shared by all tests of its results.</summary>
public sealed class QuickstartFixture : IAsyncLifetime
{
    public const int Folds = 3;

    private LocalClient? _local;

    internal LocalClient Local => _local ?? throw new InvalidOperationException("Not trained yet.");

    internal QuickstartResult Result { get; private set; } = null!;

    internal IReadOnlyList<QuickstartProgress> Progress { get; private set; } = [];

    internal IReadOnlyList<Run> AllRuns { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _local = await LocalClient.OpenAsync(cancellationToken);
        var progress = new ReportedProgress();
        Result = await QuickstartTraining.RunAsync(
            _local.Client, new QuickstartOptions { Dataset = "iris", Folds = Folds }, progress, cancellationToken);
        Progress = progress.Reports;
        var runs = new List<Run>();
        await foreach (var run in _local.Client.SearchRunsAsync([Result.ExperimentId], cancellationToken: cancellationToken))
            runs.Add(run);
        AllRuns = runs;
    }

    public ValueTask DisposeAsync() => _local?.DisposeAsync() ?? ValueTask.CompletedTask;
}
