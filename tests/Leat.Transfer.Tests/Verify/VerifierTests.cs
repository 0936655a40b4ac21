using Leat.Core;

namespace Leat.Transfer.Tests.Verify;

/// <summary>What was imported is found the same, and every way in which it may differ is named.</summary>
public sealed class VerifierTests : TransferTest
{
    private const string Baseline = "60c48835453741c89c2ae2d613f98a0b";

    [Fact]
    public async Task What_was_imported_is_the_same_on_both_sides()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);

        var report = await VerifyAsync(target);

        report.Differences.ShouldBeEmpty();
        report.Points.ShouldBe(17);
        report.Counts.Select(count => (count.Kind, count.InSource)).ShouldBe(
            [
                (TransferKind.Experiment, 4), (TransferKind.Run, 6), (TransferKind.LoggedModel, 3), (TransferKind.RegisteredModel, 2),
                (TransferKind.ModelVersion, 2), (TransferKind.Trace, 1),
            ]);
        report.Counts.ShouldAllBe(count => count.InSource == count.Here && count.SourceChecksum == count.HereChecksum);
    }

    [Theory]
    [InlineData("UPDATE metrics SET value = 0.75 WHERE key = 'loss' AND step = 2", "run: differs in the points of the metric 'loss'", false)]
    [InlineData("UPDATE metrics SET is_nan = 0 WHERE key = 'acc' AND is_nan = 1", "run: differs in the points of the metric 'acc'", false)]
    [InlineData("INSERT INTO metrics SELECT 'loss', 2, 3, run_uuid, 99, 0 FROM runs WHERE name = 'baseline'", "run: differs in the points of the metric 'loss': 6 values in the source, 5 here", true)]
    [InlineData("INSERT INTO metrics SELECT 'other', 2, 3, run_uuid, 99, 0 FROM runs WHERE name = 'baseline'", "run: lacks the points of the metric 'other'", true)]
    [InlineData("DELETE FROM metrics WHERE key = 'acc'", "run: has the points of the metric 'acc', unlike the source", false)]
    [InlineData("INSERT INTO params SELECT 'late', '', run_uuid FROM runs WHERE name = 'baseline'", "run: lacks the param 'late'", true)]
    [InlineData("DELETE FROM params WHERE key = 'lr'", "run: has the param 'lr', unlike the source", false)]
    [InlineData("UPDATE tags SET value = 'x' WHERE key = 'k.1'", "run: differs in the tag 'k.1'", false)]
    [InlineData("UPDATE runs SET end_time = 5 WHERE name = 'baseline'", "run: differs in its times", false)]
    [InlineData("UPDATE datasets SET dataset_source = 'x' WHERE name = 'iris'", "run: differs in the dataset 'iris' (9b4c2d1e)", false)]
    [InlineData("UPDATE inputs SET step = 7 WHERE source_type = 'RUN_OUTPUT'", "run: differs in the model m-5ee7d7ff018140d49421b1f93831d410, which it made", false)]
    [InlineData("UPDATE experiment_tags SET value = 'x' WHERE key = (SELECT MIN(key) FROM experiment_tags)", "experiment: differs in the tag '", false)]
    [InlineData("UPDATE logged_model_metrics SET metric_value = 0 WHERE metric_step = 1", "logged model: differs in the metric 'test_acc'", false)]
    [InlineData("UPDATE registered_model_aliases SET version = 2 WHERE alias = 'champion'", "registered model: differs in the alias 'champion'", false)]
    [InlineData("UPDATE model_versions SET current_stage = 'Archived' WHERE version = 1", "model version: differs in its stage", false)]
    [InlineData("UPDATE spans SET content = REPLACE(content, 'root', 'stem')", "trace: differs in the span af98a644af32ceb8", false)]
    [InlineData("UPDATE assessments SET value = 'false'", "trace: differs in the assessment a-8f9bb08001a140198ecc0a22d9fbf2ac", false)]
    public async Task A_difference_is_named(string change, string expected, bool isMissing)
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);
        await ExecuteAsync(change);

        var difference = (await VerifyAsync(target)).Differences.ShouldHaveSingleItem();

        $"{NameOf(difference.Kind)}: {difference.Text}".ShouldStartWith(expected);
        difference.IsMissing.ShouldBe(isMissing);
    }

    [Fact]
    public async Task What_is_not_here_is_missing()
    {
        var target = await OpenTargetAsync();

        var report = await VerifyAsync(target);

        report.MissingCount.ShouldBe(17);
        report.Counts.Single(count => count.Kind == TransferKind.Run).ShouldSatisfyAllConditions(
            count => count.InSource.ShouldBe(6), count => count.Here.ShouldBe(0), count => count.HereChecksum.ShouldNotBe(count.SourceChecksum));
    }

    [Fact]
    public async Task What_the_store_holds_besides_does_not_matter()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);
        await target.Runs.CreateRunAsync(NewRun.Create("1", "own", "ann", 1), Cancel);

        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
        (await target.Runs.GetRunAsync(Baseline, Cancel)).Info.RunName.ShouldBe("baseline");
    }

    private static string NameOf(TransferKind kind) => kind switch
    {
        TransferKind.LoggedModel => "logged model",
        TransferKind.RegisteredModel => "registered model",
        TransferKind.ModelVersion => "model version",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
