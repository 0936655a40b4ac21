namespace Leat.Quickstart;

/// <summary>The progress of one trainer.</summary>
/// <param name="Trainer">The name of its run, as in <see cref="PlannedTraining.Name"/>.</param>
/// <param name="Activity">What has just finished or started, for example <c>fold 3 of 5 done</c>.</param>
/// <param name="Done">Units of work done, at most <paramref name="Total"/>. Never decreases from one report to the next.</param>
/// <param name="Total">Total units of work.</param>
public readonly record struct QuickstartProgress(string Trainer, string Activity, int Done, int Total);

/// <summary>A training that a quickstart will run.</summary>
/// <param name="Name">Name of its run, for example <c>fast-tree</c>.</param>
/// <param name="Trainer">ML.NET's name of the trainer, for example <c>FastTree</c>.</param>
public sealed record PlannedTraining(string Name, string Trainer);
