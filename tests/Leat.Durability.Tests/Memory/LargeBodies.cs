using System.Text;
using System.Text.Json.Nodes;

namespace Leat.Durability.Tests.Memory;

/// <summary>Bodies of nearly a given size, one for each thing that takes memory in its own way.</summary>
/// <param name="size">In bytes.</param>
internal sealed class LargeBodies(int size)
{
    private const string SpanHead =
        """{"traceId":"01020304050607080102030405060708","spanId":"{0:x16}","name":"s","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000001000000000","attributes":[{"key":"mlflow.spanInputs","value":{"stringValue":"{1}"}}]}""";

    /// <summary>Ids of experiments that do not exist.</summary>
    public byte[] Numbers { get; } = Fill("{\"experiment_ids\":[", "],\"max_results\":1}", size, i => Text($"{1_000_000_000_000 + i}"));

    /// <summary>Far more points than a batch may have.</summary>
    public byte[] Points(string runId) => Fill(
        $$"""{"run_id":"{{runId}}","metrics":[""", "]}", size, i => Text($$"""{"key":"loss","value":0.1234567890123,"timestamp":1700000000000,"step":{{i}}}"""));

    /// <summary>The value of a tag, which is cut.</summary>
    public byte[] Tag(string runId) => Encoding.UTF8.GetBytes($$"""{"run_id":"{{runId}}","key":"t","value":"{{new string('t', size - 100)}}"}""");

    /// <summary>A dataset with a profile of the most that may be stored.</summary>
    public byte[] Dataset(string runId)
    {
        var profile = new string('p', Math.Min(size - 1_000, 16_000_000));
        return Encoding.UTF8.GetBytes(
            $$$"""{"run_id":"{{{runId}}}","datasets":[{"dataset":{"name":"d","digest":"1","source_type":"s","source":"x","profile":"{{{profile}}}"}}]}""");
    }

    /// <summary>One span with one attribute.</summary>
    public byte[] Attribute { get; } = Encoding.UTF8.GetBytes(
        """{"resourceSpans":[{"scopeSpans":[{"spans":[""" + Span(1, new string('a', size - 1_000)) + "]}]}]}");

    /// <summary>Spans of a kilobyte each.</summary>
    public byte[] Spans { get; } = Fill("""{"resourceSpans":[{"scopeSpans":[{"spans":[""", "]}]}]}", size, i => Span(2 + i, new string('b', 1_000)));

    /// <summary>A file.</summary>
    public byte[] File { get; } = new byte[size];

    /// <summary>A file of the most that <c>upload-artifact</c> takes.</summary>
    public byte[] SmallFile { get; } = new byte[9_000_000];

    /// <summary>Params of 6,000 characters.</summary>
    public static JsonObject Params(string runId, int first, int count) => new()
    {
        ["run_id"] = runId,
        ["params"] = new JsonArray([.. Enumerable.Range(first, count).Select(i => new JsonObject
        {
            ["key"] = Text($"p{i}"),
            ["value"] = new string('v', 6_000),
        })]),
    };

    /// <summary>Points of one metric.</summary>
    public static JsonObject History(string runId, int first, int count) => new()
    {
        ["run_id"] = runId,
        ["metrics"] = new JsonArray([.. Enumerable.Range(first, count).Select(i => new JsonObject
        {
            ["key"] = "loss",
            ["value"] = Math.Sin(i),
            ["timestamp"] = 1_700_000_000_000 + i,
            ["step"] = i,
        })]),
    };

    private static string Span(int id, string text) =>
        SpanHead.Replace("{0:x16}", Text($"{id:x16}"), StringComparison.Ordinal).Replace("{1}", text, StringComparison.Ordinal);

    private static byte[] Fill(string begin, string end, int size, Func<int, string> entry)
    {
        var text = new StringBuilder(begin, size + 2_000);
        for (var i = 0; text.Length < size - 2_000; i++)
            text.Append(i == 0 ? "" : ",").Append(entry(i));
        return Encoding.UTF8.GetBytes(text.Append(end).ToString());
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
