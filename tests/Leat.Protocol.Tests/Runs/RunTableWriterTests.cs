using System.Buffers;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol.Tests.Runs;

public sealed class RunTableWriterTests
{
    [Fact]
    public void Numbers_are_values_and_what_json_has_no_numbers_for_is_text() =>
        Written(new RunTable(
            ["a", "b", "c", "d"],
            [
                new NumberValues(RunColumn.Parse("metrics.m"), [0.5, null, double.NaN, double.NegativeInfinity]),
                new IntegerValues(RunColumn.Parse("start_time"), [1, null, -3, long.MaxValue]),
            ],
            "a+b/c==")).ShouldBe(
            """{"run_ids":["a","b","c","d"],"columns":[{"name":"metrics.m","values":[0.5,null,"NaN","-Infinity"]},"""
            + """{"name":"start_time","values":[1,null,-3,9223372036854775807]}],"next_page_token":"a+b/c=="}""");

    [Theory]
    [InlineData("x,x", """{"name":"params.p","dictionary":["x"],"codes":[0,0]}""")]
    [InlineData("x,y,x,y", """{"name":"params.p","dictionary":["x","y"],"codes":[0,1,0,1]}""")]
    [InlineData("x,-,-,x", """{"name":"params.p","dictionary":["x"],"codes":[0,null,null,0]}""")]
    [InlineData("x,-,y,x", """{"name":"params.p","values":["x",null,"y","x"]}""")]
    [InlineData("x", """{"name":"params.p","values":["x"]}""")]
    [InlineData("-,-", """{"name":"params.p","dictionary":[],"codes":[null,null]}""")]
    public void Texts_that_repeat_are_written_once(string values, string column)
    {
        string?[] texts = [.. values.Split(',').Select(value => value == "-" ? null : value)];
        Written(new RunTable([.. texts.Select((_, i) => $"{i}")], [new TextValues(RunColumn.Parse("params.p"), texts)], null))
            .ShouldEndWith($$""""columns":[{{column}}]}"""");
    }

    [Fact]
    public void Datasets_are_objects_in_a_dictionary()
    {
        IReadOnlyList<DatasetName> used = [new("d\"1", "0a")];
        Written(new RunTable(["a", "b", "c"], [new DatasetValues(RunColumn.Parse("datasets"), [used, null, used])], null)).ShouldBe(
            """{"run_ids":["a","b","c"],"columns":[{"name":"datasets","dictionary":[[{"name":"d\"1","digest":"0a"}]],"codes":[0,null,0]}]}""");
    }

    [Fact]
    public void Whatever_texts_hold_is_read_back()
    {
        string[] hostile = ["<script>", "\u2028\u0000\"\\", "🚀", "é", "a,b\n", ""];
        var json = Written(new RunTable(hostile, [new TextValues(new RunColumn("tags.`<`", RunColumnKind.Tag, "<"), hostile)], null));

        var read = JsonSerializer.Deserialize(json, ProtocolJsonContext.Default.GetRunTableResponse)!;

        read.RunIds.ShouldBe(hostile);
        read.Columns!.Single().Values!.Select(value => JsonSerializer.Deserialize<string>(value.Text)).ShouldBe(hostile);
    }

    private static string Written(RunTable table)
    {
        var output = new ArrayBufferWriter<byte>();
        RunTableWriter.Write(output, table);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
