namespace Leat.Cli.Demo;

/// <summary>What <c>leat demo-data</c> is to make.</summary>
/// <param name="Runs">At least 1.</param>
/// <param name="Points">Of all runs together.</param>
/// <param name="Series">Metrics of a run, at least 1.</param>
/// <param name="Seed">The same seed makes the same runs.</param>
internal sealed record DemoRequest(long Runs, long Points, int Series, int Seed);
