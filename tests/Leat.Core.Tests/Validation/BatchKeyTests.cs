namespace Leat.Core.Tests.Validation;

/// <summary>Batches have a fast path for usual keys; it must not accept a key that is rejected for a single point.</summary>
public sealed class BatchKeyTests
{
    private const int MaxLength = 5;

    [Fact]
    public void A_batch_takes_exactly_the_keys_that_a_single_point_takes()
    {
        var keys = Enumerable.Range(0, MaxLength).Aggregate(
            new List<string> { "" }, (all, _) => [.. all, .. all.SelectMany(key => "a/.!".Select(c => key + c))]).Distinct().ToList();

        keys.Count.ShouldBe(1 + 4 + 16 + 64 + 256 + 1024);
        foreach (var key in keys)
            IsTaken(() => LogBatch.Create("r", [new Metric(key, 1, 1, 1)])).ShouldBe(IsTaken(() => LogBatch.ForMetric("r", new Metric(key, 1, 1, 1))), key);
    }

    private static bool IsTaken(Func<LogBatch> log)
    {
        try
        {
            log();
            return true;
        }
        catch (LeatException)
        {
            return false;
        }
    }
}
