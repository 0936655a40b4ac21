namespace Leat.Quickstart.Tests.Tracking;

/// <summary>Keeps every report after passing it to a callback.</summary>
internal sealed class ReportedProgress(Action<QuickstartProgress>? onReport = null) : IProgress<QuickstartProgress>
{
    private readonly List<QuickstartProgress> _reports = [];

    public IReadOnlyList<QuickstartProgress> Reports => _reports;

    /// <summary>Needs no lock: the quickstart reports from one thread at a time.</summary>
    public void Report(QuickstartProgress value)
    {
        _reports.Add(value);
        onReport?.Invoke(value);
    }
}
