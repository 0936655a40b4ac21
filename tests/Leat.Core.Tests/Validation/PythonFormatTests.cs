using System.Globalization;
using CsCheck;

namespace Leat.Core.Tests.Validation;

public sealed class PythonFormatTests
{
    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(100, "100.0")]
    [InlineData(12.5, "12.5")]
    [InlineData(0.00012, "0.00012")]
    [InlineData(12345678901234567890, "1.2345678901234567e+19")]
    [InlineData(1, "1.0")]
    [InlineData(-2, "-2.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(123456789012345, "123456789012345.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1234567890123456, "1234567890123456.0")]
    [InlineData(-1234567890123456, "-1234567890123456.0")]
    [InlineData(1234567890123456.5, "1234567890123456.5")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Floats_are_written_as_Python_does(double value, string text) => PythonFormat.OfDouble(value).ShouldBe(text);

    [Fact]
    public void A_float_can_be_read_back() => Gen.Double.Where(double.IsFinite).Sample(value =>
        double.Parse(PythonFormat.OfDouble(value), CultureInfo.InvariantCulture) == value);

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("\"\\\n\r\t\b\f", "\"\\\"\\\\\\n\\r\\t\\b\\f\"")]
    [InlineData("é\u007f\u0001", "\"\\u00e9\\u007f\\u0001\"")]
    [InlineData("🚀", "\"\\ud83d\\ude80\"")]
    public void Texts_are_written_as_ASCII_JSON(string text, string json) => PythonFormat.OfText(text).ShouldBe(json);

    [Fact]
    public void Bytes_are_written_as_Python_does() =>
        PythonFormat.OfBytes([0x9e, (byte)'z', (byte)'\'', (byte)'\\', (byte)'\n']).ShouldBe(@"b'\x9ez\'\\\x0a'");
}
