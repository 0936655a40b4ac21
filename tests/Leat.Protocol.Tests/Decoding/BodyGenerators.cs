using System.Text;
using CsCheck;

namespace Leat.Protocol.Tests.Decoding;

/// <summary>Request bodies: the usual form, odd forms that MLflow accepts or rejects, and damaged ones.</summary>
internal static class BodyGenerators
{
    private static readonly Gen<string> OddValue = Gen.OneOf(
        "null", "true", "\"\"", "\"1.5\"", "\"abc\"", "[]", "[1]", "{}", "1.5", "1e3", "1e400", "\"1e+05\"", "NaN",
        "\"NaN\"", "\"nan\"", "\"Infinity\"", "\"\\ud800\"", "\"\\u0041\"", "9223372036854775808", "-1", "\"ü\"", "\"a//b\"");

    private static readonly Gen<string> Key = Gen.OneOf(
        Gen.OneOf("loss", "acc", "train/loss", "ü", "a.b-c d", "x\\u0041", "a\\/b").Select(Quote),
        Gen.Int[0, 9].Select(i => Quote($"metric_number_{i}")));

    private static readonly Gen<string> Text =
        Gen.OneOf("v", "", "0.1", "日本 🚀", "a\\n\\\"b", "\\ud83d\\ude00").Select(Quote);

    private static readonly Gen<string> Double = Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(d => d.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
        Gen.OneOf("0", "-0", "-0.0", "7", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "1e-400", "1E400"));

    private static readonly Gen<string> Integer = Gen.OneOf(
        Gen.Long.Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), Gen.OneOf("0", "1700000000000"));

    private static readonly Gen<string> UsualMetric = Gen.Select(Key, Double, Gen.Long[0, long.MaxValue], Integer).Select((key, value, time, step) =>
        $$"""{"key":{{key}},"value":{{value}},"timestamp":{{time}},"step":{{step}}}""");

    private static readonly Gen<string> UsualPair = Gen.Select(Key, Text).Select((key, value) => $$"""{"key":{{key}},"value":{{value}}}""");

    /// <summary>Bodies of log-batch as clients send them.</summary>
    public static Gen<string> UsualBatch { get; } = Gen.Select(
        UsualMetric.Array[0, 6], UsualPair.Array[0, 2], UsualPair.Array[0, 3]).Select((metrics, parameters, tags) =>
        $$"""{"run_id":"abc","metrics":[{{Join(metrics)}}],"params":[{{Join(parameters)}}],"tags":[{{Join(tags)}}]}""");

    /// <summary>Bodies of log-metric as clients send them.</summary>
    public static Gen<string> UsualPoint { get; } = UsualMetric.Select(metric => "{\"run_id\":\"abc\"," + metric[1..]);

    /// <summary>Bodies of log-batch in which anything may be odd.</summary>
    public static Gen<string> AnyBatch { get; } = Body(
        ("run_id", Text),
        ("run_uuid", Text),
        ("metrics", List(MetricObject(withRunId: false))),
        ("params", List(Body(("key", Key), ("value", Text)))),
        ("tags", List(Body(("key", Key), ("value", Text)))),
        ("unknown", Text));

    /// <summary>Bodies of log-metric in which anything may be odd.</summary>
    public static Gen<string> AnyPoint { get; } = MetricObject(withRunId: true);

    /// <summary>A body with some bytes changed, removed or duplicated.</summary>
    public static Gen<byte[]> Damaged(Gen<string> bodies) => Gen.Select(
        bodies, Gen.Select(Gen.Int[0, 10_000], Gen.Byte, Gen.Int[0, 2]).Array[0, 3]).Select((body, damages) =>
    {
        var bytes = Encoding.UTF8.GetBytes(body).ToList();
        foreach (var (position, value, kind) in damages)
        {
            var at = position % bytes.Count;
            if (kind == 0)
                bytes[at] = value;
            else if (kind == 1 && bytes.Count > 1)
                bytes.RemoveAt(at);
            else
                bytes.Insert(at, bytes[at]);
        }

        return bytes.ToArray();
    });

    private static Gen<string> MetricObject(bool withRunId) => Body(
        (withRunId ? "run_id" : "model_id", Text),
        ("key", Key),
        ("value", Double),
        ("timestamp", Integer),
        ("step", Integer),
        ("dataset_name", Text),
        ("dataset_digest", Text));

    private static Gen<string> List(Gen<string> element) =>
        element.Array[0, 3].Select(elements => $"[{Join(elements)}]");

    /// <summary>An object in any order, with fields sometimes missing, odd or duplicated.</summary>
    private static Gen<string> Body(params (string Name, Gen<string> Value)[] fields)
    {
        var members = fields.Select(field => Gen.Select(Gen.Int[0, 19], field.Value, OddValue).Select((choice, value, odd) => choice switch
        {
            0 or 1 => [],
            2 => [Member(field.Name, odd)],
            3 => [Member(field.Name, odd), Member(field.Name, value)],
            _ => new[] { Member(field.Name, value) },
        })).ToArray();
        return Gen.Select(members.Aggregate(
            Gen.Const(Array.Empty<string>()),
            (all, member) => Gen.Select(all, member).Select((left, right) => left.Concat(right).ToArray())), Gen.Bool)
            .Select((all, reversed) => $"{{{Join(reversed ? all.Reverse() : all)}}}");
    }

    private static string Member(string name, string value) => $"\"{name}\":{value}";

    private static string Quote(string text) => $"\"{text}\"";

    private static string Join(IEnumerable<string> parts) => string.Join(',', parts);
}
