using System.Buffers;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol.Tests.Runs;

public sealed class RunPageWriterTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(0, "token")]
    [InlineData(1, null)]
    [InlineData(3, "a+b/c==")]
    public void A_page_is_written_as_the_serializer_would(int count, string? token)
    {
        var runs = Enumerable.Range(0, count).Select(RunOf).ToList();
        var output = new ArrayBufferWriter<byte>();

        using (var writer = new RunPageWriter(output))
        {
            foreach (var run in runs)
                writer.Write(run);
            writer.End(token);
        }

        var whole = JsonSerializer.Serialize(SearchRunsResponse.From(new Page<Run>(runs, token)), ProtocolJsonContext.Default.SearchRunsResponse);
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe(whole);
    }

    private static Run RunOf(int number) => new(
        new RunInfo($"{number:x32}", "0", "é <b> 'x' \"y\" 🚀", "ann", RunStatus.Running, number, null, "mlflow-artifacts:/0/a", LifecycleStage.Active),
        new RunData([new Metric("m", double.NaN, 1, 2), new Metric("n", 0.1, 1, 2)], [new Param("p", "<&>\u2028")], [new Tag("t", "")]),
        new RunInputs([]));
}
