using Leat.Cli.Output;

namespace Leat.Cli.Tests.Output;

public sealed class ListingTests
{
    private static readonly Listing<(string Name, object? Value)> Listing = new([new("Name", "name", row => row.Name), new("Value", "value", row => row.Value)]);

    [Fact]
    public async Task Names_cannot_steer_the_terminal()
    {
        var text = await TextOfAsync(OutputForm.Table, ("\e[2Jgone\r\nnext", "\u202eevil"));

        text.ShouldBe("Name                   Value\n\\u001b[2Jgone\\r\\nnext  \\u202eevil\n");
        (await TextOfAsync(OutputForm.Plain, ("a\tb", "c\nd"))).ShouldBe("a\\tb\tc\\nd\n");
    }

    [Fact]
    public async Task Programs_get_values_as_they_are()
    {
        var time = new DateTimeOffset(2025, 3, 1, 12, 0, 0, 5, TimeSpan.FromHours(2));

        (await TextOfAsync(OutputForm.Csv, ("a,\"b\"\n", 0.1 + 0.2), ("t", time), ("n", null), ("l", new List<string> { "x", "y" }))).ShouldBe(
            "name,value\n\"a,\"\"b\"\"\n\",0.30000000000000004\nt,2025-03-01T10:00:00.005Z\nn,\nl,\"x, y\"\n");
        (await TextOfAsync(OutputForm.Json, ("é", double.NaN), ("l", 5L), ("b", true), ("d", TimeSpan.FromSeconds(1.5)))).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).ShouldBe(
            """[{"name":"é","value":"NaN"},{"name":"l","value":5},{"name":"b","value":true},{"name":"d","value":1.5}]""");
    }

    [Fact]
    public async Task Numbers_stand_at_the_right()
    {
        (await TextOfAsync(OutputForm.Table, ("a", 1L), ("bb", 1234567.0), ("c", null))).ShouldBe("Name        Value\na               1\nbb    1.23457E+06\nc\n");
        (await TextOfAsync(OutputForm.Table)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, "1.0 s")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(90_000, "25 h 0 min")]
    public void Durations_are_readable(int seconds, string text) => CellText.ForPeople(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    private static async Task<string> TextOfAsync(OutputForm form, params (string Name, object? Value)[] rows)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await Listing.WriteAsync(output, form, rows);
        return output.ToString();
    }
}
