using System.Text.Json;

namespace Leat.Protocol.Tests.Json;

public sealed class WireDoubleTests
{
    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(0.0, "0.0")]
    [InlineData(-3.0, "-3.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-300, "1E-300")]
    [InlineData(1e16, "10000000000000000.0")]
    [InlineData(1e22, "1E+22")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(-2.2250738585072014E-308, "-2.2250738585072014E-308")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"Infinity\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void Doubles_are_written_as_mlflow_writes_them(double value, string json)
    {
        var message = new BulkMetricMessage("k", null, null, null, value);

        JsonSerializer.Serialize(message, ProtocolJsonContext.Wire.BulkMetricMessage)
            .ShouldBe($$"""{"key":"k","value":{{json}}}""");
    }

    [Theory]
    [InlineData("1", 1.0)]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"-Infinity\"", double.NegativeInfinity)]
    [InlineData("\"1.5\"", 1.5)]
    public void Doubles_are_read_from_numbers_and_strings(string json, double value) =>
        JsonSerializer.Deserialize($$"""{"value":{{json}}}""", ProtocolJsonContext.Wire.BulkMetricMessage)!
            .Value.ShouldBe(value);

    [Fact]
    public void A_text_that_is_no_number_is_refused() =>
        Should.Throw<JsonException>(() =>
            JsonSerializer.Deserialize("""{"value":"high"}""", ProtocolJsonContext.Wire.BulkMetricMessage));
}
