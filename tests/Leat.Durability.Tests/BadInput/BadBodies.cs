using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Leat.Durability.Tests.BadInput;

/// <summary>Derives invalid bodies from valid ones.</summary>
internal static class BadBodies
{
    /// <summary>JSON texts to put where something else belongs. Each character is sent as one byte, so those beyond ASCII are not
    /// UTF-8.</summary>
    private static readonly string[] WrongValues =
    [
        "null", "true", "false", "0", "-1", "1.5", "5", "1e400", "-1e400", "9223372036854775808", "-9223372036854775809",
        "123456789012345678901234567890", "1e-400", "\"\"", "\"x\"", "\"5\"", "\"NaN\"", "\"\\u0000\"", "\"\\ud800\"",
        "\"a\\u0000b\"", "\"../../etc/passwd\"", "\"' OR 1=1 --\"", "\"%s%n{0}\"", "[]", "[null]", "[[]]", "[{}]", "[5]", "{}",
        "\"\u00ff\"", "\"a\u00c3\"", "{\"a\": 1}", "{\"key\": {}}", "\"" + new string('x', 100_000) + "\"", Nested(40), Nested(5_000),
    ];

    /// <summary>Texts that are not JSON objects.</summary>
    public static IEnumerable<byte[]> NoObjects =>
    [
        [], "{"u8.ToArray(), "}"u8.ToArray(), "null"u8.ToArray(), "5"u8.ToArray(), "\"x\""u8.ToArray(), "\"{}\""u8.ToArray(),
        "[]"u8.ToArray(), "[{}]"u8.ToArray(), "{}{}"u8.ToArray(), "{'a': 1}"u8.ToArray(), "NaN"u8.ToArray(), "{\"a\": 1,}"u8.ToArray(),
        [.. "{\"run_id\": \""u8, 0xFF, .. "\"}"u8], [0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'], [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0],
        [0x00], [0x80, 0x81, 0xFE, 0xFF], Encoding.UTF8.GetBytes(Nested(100_000)), Encoding.UTF8.GetBytes(new string('[', 100_000)),
    ];

    /// <summary>Each member, at every depth, in turn omitted, duplicated, and replaced by every wrong value.</summary>
    public static IEnumerable<byte[]> WithWrongMembers(ApiCall call)
    {
        foreach (var path in Members(call.Parse(), []))
        {
            foreach (var wrong in WrongValues)
                yield return Encoding.Latin1.GetBytes(Replace(call, path, wrong));
            yield return Encoding.UTF8.GetBytes(Without(call, path));
        }
    }

    /// <summary>One body with some bytes changed, inserted, removed, or cut off.</summary>
    public static byte[] Damaged(ApiCall call, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(call.Body).ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
            Damage(bytes, random);
        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 2:
                bytes.RemoveAt(at);
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }

    /// <summary>Paths to all members: names in objects, indices in arrays.</summary>
    private static IEnumerable<string[]> Members(JsonNode? node, string[] path)
    {
        var children = node switch
        {
            JsonObject o => o.Select(member => (member.Key, member.Value)),
            JsonArray a => a.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            string[] deeper = [.. path, step];
            yield return deeper;
            foreach (var member in Members(child, deeper))
                yield return member;
        }
    }

    /// <summary>Inserts the wrong value as text, because most of them could not be a node.</summary>
    private static string Replace(ApiCall call, string[] path, string wrong)
    {
        const string placeholder = "@here@";
        var body = call.Parse();
        var parent = path[..^1].Aggregate((JsonNode)body, Step);
        if (parent is JsonArray array)
            array[int.Parse(path[^1], CultureInfo.InvariantCulture)] = placeholder;
        else
            parent[path[^1]] = placeholder;
        return body.ToJsonString().Replace($"\"{placeholder}\"", wrong, StringComparison.Ordinal);
    }

    private static string Without(ApiCall call, string[] path)
    {
        var body = call.Parse();
        var parent = path[..^1].Aggregate((JsonNode)body, Step);
        if (parent is JsonArray array)
            array.RemoveAt(int.Parse(path[^1], CultureInfo.InvariantCulture));
        else
            ((JsonObject)parent).Remove(path[^1]);
        return body.ToJsonString();
    }

    private static JsonNode Step(JsonNode node, string step) => node is JsonArray array
        ? array[int.Parse(step, CultureInfo.InvariantCulture)]!
        : node[step]!;

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
