namespace Leat.Transfer.Tests.Import;

/// <summary>Runs with more points than are held in memory come as others do.</summary>
public sealed class LongRunImportTests : TransferTest
{
    protected override long MostPointsInMemory => 4;

    [Fact]
    public async Task A_long_run_is_read_series_by_series_while_others_are_read()
    {
        // Out of order, and with a repeat in another case, which are two metrics.
        await ExecuteAsync(
            """
            INSERT INTO metrics SELECT 'late', 1.5, 9 - value, 'fe0078db6a6d4db894c68568bf4eaf07', value, 0 FROM (VALUES (1)) JOIN (SELECT column1 AS value FROM (VALUES (5), (3), (4), (1), (2)));
            INSERT INTO metrics SELECT 'LATE', 2.5, 7, 'fe0078db6a6d4db894c68568bf4eaf07', 1, 1;
            INSERT INTO runs SELECT printf('%032x', i), 'short', source_type, source_name, entry_point_name, user_id, 'FINISHED', 5, 6, source_version, 'active', '', 1, NULL
              FROM runs JOIN (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i FROM n) WHERE name = 'baseline';
            INSERT INTO metrics SELECT 'loss', 1, 2, printf('%032x', i), 3, 0 FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i FROM n);
            """);
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        report.Points.ShouldBe(17 + 6 + 900);
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
        (await target.Metrics.GetHistoryAsync("fe0078db6a6d4db894c68568bf4eaf07", "late", cancellationToken: Cancel)).Items.Select(point => point.Step)
            .ShouldBe([5L, 4, 3, 2, 1]);
    }
}
