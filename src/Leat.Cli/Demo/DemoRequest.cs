namespace Leat.Cli.Demo;

/// <summary>What <c>leat demo-data</c> should create.</summary>
/// <param name="Runs">At least 1.</param>
/// <param name="Points">Total over all runs.</param>
/// <param name="Series">Metrics per run, at least 1.</param>
/// <param name="Seed">The same seed creates the same runs.</param>
internal sealed record DemoRequest(long Runs, long Points, int Series, int Seed);
