
namespace Leat.Storage.Files.Tests.Yaml;

/// <summary>What PyYAML writes for MLflow is read as it was; the rest of YAML is refused.</summary>
public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: text", "text")]
    [InlineData("a: 1234e567", "1234e567")]
    [InlineData("a: 12:30", "12:30")]
    [InlineData("a: ''", "")]
    [InlineData("a: 'it''s'", "it's")]
    [InlineData("a: '  kept  '", "  kept  ")]
    [InlineData("a: \"tab\\tquote\\\" \\u00e4\\x41\\U0001F600\"", "tab\tquote\" äA😀")]
    [InlineData("a: one two\n  three\n  four", "one two three four")]
    [InlineData("a: one\n\n  two", "one\ntwo")]
    [InlineData("a: 'one\n\n  two\n  three'", "one\ntwo three")]
    [InlineData("a: \"one\\\n  \\ two\\n\\\n  three\"", "one two\nthree")]
    [InlineData("a: 'x: y # z'", "x: y # z")]
    [InlineData("a: text # a remark", "text")]
    [InlineData("a: http://host/path", "http://host/path")]
    [InlineData("? ", null)]
    public void A_text_is_as_it_was_written(string yaml, string? expected)
    {
        if (expected is null)
            Should.Throw<FormatException>(() => YamlReader.Read(yaml));
        else
            YamlReader.Read(yaml)["a"].Text.ShouldBe(expected);
    }

    [Fact]
    public void Maps_and_lists_are_read_as_PyYAML_indents_them()
    {
        var node = YamlReader.Read(
            """
            empty_list: []
            empty_map: {}
            items:
            - one
            - k: 1
              l: 'two'
            - - deep
            nothing: null
            'quoted: key':
              inner:
                last: x
            """);

        node["empty_list"].IsList.ShouldBeTrue();
        node["empty_map"].IsMap.ShouldBeTrue();
        node["items"].Items[0].Text.ShouldBe("one");
        node["items"].Items[1]["l"].Text.ShouldBe("two");
        node["items"].Items[2].Items[0].Text.ShouldBe("deep");
        node["nothing"].Text.ShouldBeNull();
        node["quoted: key"]["inner"]["last"].Text.ShouldBe("x");
    }

    [Theory]
    [InlineData("a: &x [1]", "line 1: anchors and aliases are not read")]
    [InlineData("b: *x", "line 1: anchors and aliases are not read")]
    [InlineData("a: !!python/object:os.system x", "line 1: tags are not read")]
    [InlineData("a: |\n  text", "line 1: '|' is not read here")]
    [InlineData("a: {b: 1}", "line 1: a map in one line is not read")]
    [InlineData("a: [1, 2]", "line 1: a list in one line is not read")]
    [InlineData("a: 'open", "line 1: a quote is not closed")]
    [InlineData("a: 'x' y", "line 1: something follows the closing quote")]
    [InlineData("a: 1\n\tb: 2", "line 2: a tab stands where spaces must")]
    [InlineData("a: \"\\q\"", "'\\q' is no escape")]
    [InlineData("a: \"\\u12\"", "a code is not one of a character")]
    [InlineData("just text", "line 1: a key and a colon are missing")]
    [InlineData("a: 1\n   b: 2", "line 2: a colon stands in a text without quotes")]
    [InlineData("a: b: c", "line 1: a colon stands in a text without quotes")]
    [InlineData("a:\n   b: 2\n c: 3", "line 3: this line belongs to nothing")]
    public void What_MLflow_does_not_write_is_refused_with_its_line(string yaml, string message) =>
        Should.Throw<FormatException>(() => YamlReader.Read(yaml)).Message.ShouldContain(message);

    [Fact]
    public void Nesting_has_an_end()
    {
        var deep = string.Join('\n', Enumerable.Range(0, 100).Select(i => $"{new string(' ', i)}a:"));

        Should.Throw<FormatException>(() => YamlReader.Read(deep)).Message.ShouldContain("nested more than 32 deep");
    }

    [Fact]
    public void A_large_quoted_text_takes_no_longer_than_its_length()
    {
        var lines = string.Concat(Enumerable.Repeat("  x\n", 200_000));

        YamlReader.Read($"a: 'begin\n{lines}  end'")["a"].Text!.Length.ShouldBe(400_009);
    }

    [Fact]
    public void Any_bytes_end_in_a_node_or_in_a_fault()
    {
        var random = new Random(7);
        const string characters = "ab:'\"\\ \n\n-{}[]&*!|>#?\t,0é";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => characters[random.Next(characters.Length)]));
            try
            {
                YamlReader.Read(text);
            }
            catch (FormatException)
            {
                // The one way to fail.
            }
        }
    }
}
