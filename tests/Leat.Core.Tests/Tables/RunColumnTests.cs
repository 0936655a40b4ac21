namespace Leat.Core.Tests.Tables;

public sealed class RunColumnTests
{
    [Theory]
    [InlineData("run_name", RunColumnKind.RunName)]
    [InlineData("note", RunColumnKind.Note)]
    [InlineData("metrics.loss", RunColumnKind.Metric, "loss")]
    [InlineData("metrics.loss.last", RunColumnKind.Metric, "loss")]
    [InlineData("metrics.loss.min", RunColumnKind.Metric, "loss", MetricPart.Min)]
    [InlineData("metrics.loss.max", RunColumnKind.Metric, "loss", MetricPart.Max)]
    [InlineData("metrics.loss.step", RunColumnKind.Metric, "loss", MetricPart.Step)]
    [InlineData("metrics.loss.min.max", RunColumnKind.Metric, "loss.min", MetricPart.Max)]
    [InlineData("metrics.min", RunColumnKind.Metric, "min")]
    [InlineData("metrics..min", RunColumnKind.Metric, ".min")]
    [InlineData("metrics.loss.mean", RunColumnKind.Metric, "loss.mean")]
    [InlineData("metrics.val/loss of 2", RunColumnKind.Metric, "val/loss of 2")]
    [InlineData("metrics.a`b", RunColumnKind.Metric, "a`b")]
    [InlineData("metrics.`loss.min`", RunColumnKind.Metric, "loss.min")]
    [InlineData("metrics.`loss.min`.max", RunColumnKind.Metric, "loss.min", MetricPart.Max)]
    [InlineData("metrics.\"`\".step", RunColumnKind.Metric, "`", MetricPart.Step)]
    [InlineData("params.lr.min", RunColumnKind.Param, "lr.min")]
    [InlineData("params.`lr`", RunColumnKind.Param, "lr")]
    [InlineData("tags.mlflow.source.name", RunColumnKind.Tag, "mlflow.source.name")]
    public void A_name_tells_its_column(string name, RunColumnKind kind, string? key = null, MetricPart part = MetricPart.Last) =>
        RunColumn.Parse(name).ShouldBe(new RunColumn(name, kind, key, part));

    [Theory]
    [InlineData("")]
    [InlineData("Run_name")]
    [InlineData("metric")]
    [InlineData("metrics.")]
    [InlineData("metrics.``")]
    [InlineData("metrics.``.min")]
    [InlineData("metrics.`a")]
    [InlineData("metrics.`a`b")]
    [InlineData("metrics.`a`.mean")]
    [InlineData("params.`a`.min")]
    [InlineData("tags.")]
    [InlineData("metric.loss")]
    public void Anything_else_is_refused_by_its_name(string name)
    {
        var error = Should.Throw<LeatException>(() => RunColumn.Parse(name));
        error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        error.Message.ShouldStartWith($"There is no column '{name}'. Columns are run_name, status,");
    }
}
