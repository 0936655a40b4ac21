using System.Text.Json;
using Leat.Core;

namespace Leat.Storage.Files.Tests.Yaml;

/// <summary>What is written is read as the same text.</summary>
public sealed class YamlWriterTests
{
    public static TheoryData<string> Texts =>
    [
        "", " ", "1", "true", "null", "~", "yes", "1_000", "0x1f", "12:30", "2024-01-01", "1234e567", "a: b", "a #b", "- a", "'", "\"", "it's", "\\n", " a ", "{}", "[]", "&a",
        "two\nlines\n", "\n\n", "tab\t", "\r\n", "\0\u0001\u007f\u0085\u00a0\u2028\ufeff", "ünïcode 🎉", new string('x', 5_000), "? a", "|", "---", "%", "@",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Texts_come_back_exactly(string text)
    {
        var node = YamlReader.Read(new YamlWriter().Add("key", text).AddMap("map", [new Tag("k", text), new Tag(text.Length > 500 ? "short" : text, "v")]).ToString());

        node["key"].Text.ShouldBe(text);
        node["key"].IsQuoted.ShouldBeTrue();
        node["map"]["k"].Text.ShouldBe(text);
        node["map"][text.Length > 500 ? "short" : text].Text.ShouldBe("v");
    }

    [Theory]
    [InlineData("'plain'", "plain")]
    [InlineData("'it''s \"so\" \\'", "it's \"so\" \\")]
    [InlineData("\"a\\n\\\"\\\\\\u0007\"", "a\n\"\\\a")]
    public void Only_what_needs_escapes_has_them(string written, string text) => YamlWriter.Quote(text).ShouldBe(written);

    [Fact]
    public void Json_is_written_in_block_form_with_numbers_that_YAML_sees_as_numbers()
    {
        using var json = JsonDocument.Parse("""{"a": [1, -2.5, 1e300, 1e-05, "1", null, true, [], {}, [[0.5]]], "b": {"c": ""}}""");

        var text = new YamlWriter().AddJson("value", json.RootElement).ToString();

        text.ShouldBe(
            """
            value:
              'a':
                - 1
                - -2.5
                - 1.0e+300
                - 1.0e-05
                - '1'
                - null
                - true
                - []
                - {}
                -
                  -
                    - 0.5
              'b':
                'c': ''

            """.ReplaceLineEndings("\n"));
        var node = YamlReader.Read(text)["value"];
        node["a"].Items[9].Items[0].Items[0].Text.ShouldBe("0.5");
        node["b"]["c"].Text.ShouldBe("");
    }

    [Fact]
    public void What_readers_would_refuse_is_not_written()
    {
        using var deep = JsonDocument.Parse(new string('[', 40) + new string(']', 40));
        using var large = JsonDocument.Parse("1e999");

        Should.Throw<FormatException>(() => new YamlWriter().AddJson("value", deep.RootElement));
        Should.Throw<FormatException>(() => new YamlWriter().AddJson("value", large.RootElement));
        YamlWriter.CanBeKey(new string('k', 2_000)).ShouldBeFalse();
    }
}
