namespace Leat.Core.Tests.Models;

public sealed class LegacyModelTests
{
    private const string Model =
        """
        {
          "flavors": {"python_function": {"loader_module": "x", "config": {"big": [1]}, "é": 1.50}, "odd": 3},
          "signature": {"inputs": "[]"}, "mlflow_version": "2.1",
          "utc_time_created": "2024-01-02 03:04:05.000006", "artifact_path": "model/日本", "model_uuid": "u", "run_id": "r"
        }
        """;

    [Fact]
    public void The_entry_has_MLflows_fields_in_MLflows_order_and_spelling() => LegacyModel.Parse(Model).Json.ShouldBe(
        """{"run_id": "r", "artifact_path": "model/\u65e5\u672c", "utc_time_created": "2024-01-02 03:04:05.000006", "model_uuid": "u", "flavors": {"python_function": {"loader_module": "x", "\u00e9": 1.5}, "odd": 3}}""");

    [Fact]
    public void What_is_null_is_left_out_and_a_missing_number_is_null() =>
        LegacyModel.Parse("""{"flavors": null, "utc_time_created": "t", "artifact_path": null, "run_id": null}""").Json
            .ShouldBe("""{"utc_time_created": "t", "model_uuid": null, "flavors": {}}""");

    [Theory]
    [InlineData(null, "[{0}]")]
    [InlineData("[]", "[{0}]")]
    [InlineData("not json", "[{0}]")]
    [InlineData("{\"a\": 1}", "[{0}]")]
    [InlineData("[1,{\"b\":\"ü\"}]", "[1, {{\"b\": \"\\u00fc\"}}, {0}]")]
    public void An_entry_is_put_behind_the_earlier_ones(string? history, string expected)
    {
        var entry = LegacyModel.Parse(Model);
        entry.AppendTo(history).ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, entry.Json));
    }

    [Theory]
    [InlineData("not json", "is not a valid JSON")]
    [InlineData("[]", "not an object")]
    [InlineData("{\"flavors\": {}}", "missing mandatory fields: {'artifact_path', 'run_id', 'utc_time_created'}")]
    [InlineData("{\"flavors\": 1, \"utc_time_created\": \"t\", \"artifact_path\": \"a\", \"run_id\": \"r\"}", "'flavors' are not an object")]
    [InlineData("{\"flavors\": {}, \"utc_time_created\": \"\\ud800\", \"artifact_path\": \"a\", \"run_id\": \"r\"}", "not Unicode")]
    public void Anything_but_a_model_is_refused(string json, string fault) =>
        Refused.Message(() => LegacyModel.Parse(json)).ShouldContain(fault);
}
