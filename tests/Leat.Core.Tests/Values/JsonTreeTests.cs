using System.Text;
using System.Text.Json;

namespace Leat.Core.Tests.Values;

/// <summary>Long JSON texts read as short ones do.</summary>
public sealed class JsonTreeTests
{
    private const int Long = 2 * 1024 * 1024;

    public static TheoryData<string> Parts => new("a", "\"", "\\", "\n", "ü", "漢", "🙂", "\u001f", "a\"ü\\🙂漢\n");

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_long_string_is_unescaped_whole(string part)
    {
        var text = "x" + string.Concat(Enumerable.Repeat(part, Long / part.Length));
        foreach (var escaped in new[] { JsonEncodedText.Encode(text, PlainJson.Encoder), JsonEncodedText.Encode(text) })
        {
            using var tree = JsonTree.Parse($"\"{escaped}\"");

            (JsonTree.TextOf(tree.RootElement) == text).ShouldBeTrue();
        }
    }

    [Fact]
    public void What_is_no_string_has_no_text()
    {
        using var tree = JsonTree.Parse("[1]");

        Should.Throw<InvalidOperationException>(() => JsonTree.TextOf(tree.RootElement));
    }

    [Fact]
    public void Escapes_that_are_no_text_are_refused()
    {
        var json = Encoding.UTF8.GetBytes("\"" + new string('a', Long) + "\\ud83d\"");

        using var tree = JsonTree.Parse(json);

        Should.Throw<InvalidOperationException>(() => JsonTree.TextOf(tree.RootElement));
    }

    /// <summary>Otherwise the second parse would find the buffers of the first in the pool, which keeps them for each thread.</summary>
    [Fact]
    public void A_long_text_leaves_nothing_in_the_shared_pool()
    {
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("1", 1_000_000))}]");

        long first = 0, second = 0;
        var thread = new Thread(() => (first, second) = (AllocatedBy(json), AllocatedBy(json)));
        thread.Start();
        thread.Join();

        // 12 bytes for each number, in a buffer that has doubled up to 16 MiB.
        first.ShouldBeGreaterThan(16L << 20);
        second.ShouldBeGreaterThan(16L << 20);
    }

    private static long AllocatedBy(byte[] json)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        JsonTree.Parse(json).Dispose();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
