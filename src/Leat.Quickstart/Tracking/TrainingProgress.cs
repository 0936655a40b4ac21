namespace Leat.Quickstart.Tracking;

/// <summary>Counts the work of one trainer over folds that run at the same time.</summary>
internal sealed class TrainingProgress(IProgress<QuickstartProgress>? receiver, string trainer, int total)
{
    private readonly Lock _gate = new();
    private string _activity = "starting";
    private int _done;

    /// <summary>Adds work that was done.</summary>
    public void Add(int units) => Report(_activity, units);

    /// <summary>Says what is going on now.</summary>
    public void Say(string activity) => Report(activity, 0);

    private void Report(string activity, int units)
    {
        // Under the lock, so that nobody is told less after more.
        lock (_gate)
        {
            _activity = activity;
            _done += units;
            receiver?.Report(new QuickstartProgress(trainer, activity, _done, total));
        }
    }
}
