using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Quickstart.Data;

/// <summary>One of our data sets, with its origin.</summary>
/// <param name="Rows">The data.</param>
/// <param name="Digest">Digest of the file it was read from.</param>
/// <param name="Origin">URL of its page in the UCI Machine Learning Repository.</param>
internal sealed record SampleDataset(LabeledData Rows, string Digest, string Origin)
{
    /// <summary>The data set as a run input, with schema and profile as MLflow's clients write them for tables.</summary>
    public Dataset ToTracked() => new(
        Rows.Name, Digest, "http", new JsonObject { ["url"] = Origin }.ToJsonString(), Schema(), Profile());

    private string Schema()
    {
        var columns = Rows.FeatureNames.Select(name => Column(name, "double")).Append(Column("target", "string"));
        return new JsonObject { ["mlflow_colspec"] = new JsonArray([.. columns]) }.ToJsonString();
    }

    private string Profile() => new JsonObject
    {
        ["num_rows"] = Rows.RowCount,
        ["num_elements"] = Rows.RowCount * (Rows.FeatureNames.Count + 1),
    }.ToJsonString();

    private static JsonObject Column(string name, string type) =>
        new() { ["type"] = type, ["name"] = name, ["required"] = true };
}
