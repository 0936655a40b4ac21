using System.Text;
using Leat.Conformance.Tests.Json;
using Leat.Testing.Http;

namespace Leat.Conformance.Tests.Playing;

public sealed class CapturesTests
{
    private const string Answer =
        """{"run": {"info": {"run_id": "r1", "uri": "p/x/y", "n": "17"}}, "tags": [{"key": "a", "value": "1"}], "none": null}""";

    private readonly Variables _variables = new("http://127.0.0.1:5000", TimeProvider.System)
    {
        ["key"] = new JsonString("a"),
    };

    [Theory]
    [InlineData("\"run.info.run_id\"", "\"r1\"")]
    [InlineData("\"tags[key=${key}].value\"", "\"1\"")]
    [InlineData("\"run.info\"", """{"run_id": "r1", "uri": "p/x/y", "n": "17"}""")]
    [InlineData("""{"from": "run.info.uri", "regex": "^p/(.*)$"}""", "\"x/y\"")]
    [InlineData("""{"from": "run.info.n", "as": "int"}""", "17")]
    [InlineData("""{"header": "Location"}""", "\"/there\"")]
    public void Value_is_taken_from_the_answer(string capture, string value)
    {
        Take(capture);
        _variables["x"].ToString().ShouldBe(value);
    }

    [Theory]
    [InlineData("\"run.nothing\"")]
    [InlineData("\"none\"")]
    [InlineData("\"tags[key=b].value\"")]
    [InlineData("""{"from": "run.info.uri", "regex": "^q/(.*)$"}""")]
    [InlineData("""{"from": "run.info.uri", "as": "int"}""")]
    [InlineData("""{"header": "X-Nothing"}""")]
    public void Missing_value_stops_the_scenario(string capture)
    {
        Should.Throw<ScenarioStoppedException>(() => Take(capture)).Message.ShouldContain("cannot capture x");
    }

    private void Take(string capture)
    {
        var response = new RawResponse(
            200,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["location"] = "/there" },
            Encoding.UTF8.GetBytes(Answer));
        Captures.Take((JsonObject)JsonParser.Parse($$"""{"x": {{capture}}}"""), response, _variables);
    }
}
