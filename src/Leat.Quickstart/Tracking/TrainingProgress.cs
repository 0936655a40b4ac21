namespace Leat.Quickstart.Tracking;

/// <summary>Tracks the progress of one trainer over concurrent folds.</summary>
internal sealed class TrainingProgress(IProgress<QuickstartProgress>? receiver, string trainer, int total)
{
    private readonly Lock _gate = new();
    private string _activity = "starting";
    private int _done;

    /// <summary>Adds completed work.</summary>
    public void Add(int units) => Report(_activity, units);

    /// <summary>Reports the current activity.</summary>
    public void Say(string activity) => Report(activity, 0);

    private void Report(string activity, int units)
    {
        // Reported under the lock, so that progress never goes backwards.
        lock (_gate)
        {
            _activity = activity;
            _done += units;
            receiver?.Report(new QuickstartProgress(trainer, activity, _done, total));
        }
    }
}
