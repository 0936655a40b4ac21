using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Quickstart.Data;

/// <summary>A data set of ours with where it came from.</summary>
/// <param name="Rows">Its content.</param>
/// <param name="Digest">Of the file it was read from.</param>
/// <param name="Origin">The address of its page in the UCI Machine Learning Repository.</param>
internal sealed record SampleDataset(LabeledData Rows, string Digest, string Origin)
{
    /// <summary>As a run's input, with schema and profile as MLflow's clients write them for tables.</summary>
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
