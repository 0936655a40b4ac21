using System.Text;
using Leat.Conformance.Tests.Json;
using Leat.Testing.Http;

namespace Leat.Conformance.Tests.Playing;

public sealed class RequestBuilderTests
{
    private readonly Variables _variables = new("http://127.0.0.1:5000", TimeProvider.System)
    {
        ["id"] = new JsonString("a/b c?ä%"),
        ["n"] = new JsonInteger(5),
    };

    [Fact]
    public void Path_is_sent_unchanged()
    {
        Build("""{"method": "GET", "path": "//a/../b/%2e%2F/./c//"}""").Target.ShouldBe("//a/../b/%2e%2F/./c//");
    }

    [Fact]
    public void Variables_in_a_path_are_percent_encoded()
    {
        Build("""{"method": "GET", "path": "/x/${id}?a=1"}""").Target.ShouldBe("/x/a/b%20c%3F%C3%A4%25?a=1");
    }

    [Fact]
    public void Query_is_encoded_as_a_form_and_arrays_repeat_the_name()
    {
        var request = Build("""{"method": "GET", "path": "/x", "query": {"a b": ["${n}", "ü&="], "c": true, "d": 1.0}}""");
        request.Target.ShouldBe("/x?a+b=5&a+b=%C3%BC%26%3D&c=true&d=1.0");
    }

    [Fact]
    public void Query_of_pairs_keeps_their_order_and_follows_a_query_in_the_path()
    {
        var request = Build("""{"method": "GET", "path": "/x?z=1", "query": [["b", "1"], ["a", "~"], ["b", ""]]}""");
        request.Target.ShouldBe("/x?z=1&b=1&a=~&b=");
    }

    [Fact]
    public void Json_body_keeps_types_and_brings_its_content_type()
    {
        var request = Build("""{"method": "POST", "path": "/x", "json": {"n": "${n}", "s": "n=${n}", "f": 1.0, "u": "ä"}}""");
        Encoding.UTF8.GetString(request.Body!).ShouldBe("""{"n": 5, "s": "n=5", "f": 1.0, "u": "ä"}""");
        request.Headers.ShouldContain(new KeyValuePair<string, string>("Content-Type", "application/json"));
    }

    [Fact]
    public void Given_content_type_replaces_the_usual_one()
    {
        var request = Build("""{"method": "POST", "path": "/x", "headers": {"content-type": "text/plain"}, "json": {}}""");
        request.Headers.Select(header => header.Value).ShouldBe(["text/plain", "*/*"]);
    }

    [Fact]
    public void Header_given_as_null_is_not_sent_at_all()
    {
        var request = Build("""{"method": "POST", "path": "/x", "headers": {"Content-Type": null, "Accept": null}, "json": {}}""");
        request.Headers.ShouldBeEmpty();
    }

    [Fact]
    public void Text_body_has_no_content_type_and_may_hold_lone_surrogates()
    {
        var request = Build("{\"method\": \"POST\", \"path\": \"/x\", \"text\": \"a\\ud800\"}");
        request.Body.ShouldBe([0x61, 0xED, 0xA0, 0x80]);
        request.Headers.Select(header => header.Key).ShouldBe(["Accept"]);
    }

    [Fact]
    public void Base64_body_is_sent_as_bytes()
    {
        Build("""{"method": "PUT", "path": "/x", "base64": "AP8="}""").Body.ShouldBe([0x00, 0xFF]);
    }

    [Theory]
    [InlineData("""{"$repeat": ["ab", 3]}""", "\"ababab\"")]
    [InlineData("""{"$concat": ["x", {"$repeat": ["y", 2]}, "${n}"]}""", "\"xyy5\"")]
    [InlineData("""{"$range": {"from": 1, "count": 2, "item": {"k": "m${i}", "step": "${i}"}}}""",
        """[{"k": "m1", "step": 1}, {"k": "m2", "step": 2}]""")]
    [InlineData("""{"$json_text": {"a": "ä${n}"}}""", "\"{\\\"a\\\": \\\"\\\\u00e45\\\"}\"")]
    [InlineData("""{"$other": "${n}"}""", """{"$other": 5}""")]
    public void Generators_are_carried_out_inside_json(string json, string sent)
    {
        var request = Build($$$"""{"method": "POST", "path": "/x", "json": {"v": {{{json}}}}}""");
        Encoding.UTF8.GetString(request.Body!).ShouldBe($$$"""{"v": {{{sent}}}}""");
    }

    [Fact]
    public void Unset_variable_stops_the_scenario()
    {
        Should.Throw<ScenarioStoppedException>(() => Build("""{"method": "GET", "path": "/${nothing}"}"""))
            .Message.ShouldContain("${nothing}");
    }

    private RawRequest Build(string request) =>
        RequestBuilder.Build((JsonObject)JsonParser.Parse(request), _variables);
}
