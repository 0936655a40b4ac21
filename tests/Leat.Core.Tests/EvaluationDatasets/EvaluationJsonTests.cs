using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Leat.Core.Tests.EvaluationDatasets;

public sealed class EvaluationJsonTests
{
    /// <summary>The expected values are the output of Python's <c>json.dumps(json.loads(…), sort_keys=True)</c>.</summary>
    [Theory]
    [InlineData("""{}""", """{}""")]
    [InlineData("""{"b":1,"a":[ true,false,null ]}""", """{"a": [true, false, null], "b": 1}""")]
    [InlineData("""{"a": 1.0, "b": 1.50, "c": 1e3, "d": 1e-7, "e": 1E22, "f": -0.0, "g": -0}""", """{"a": 1.0, "b": 1.5, "c": 1000.0, "d": 1e-07, "e": 1e+22, "f": -0.0, "g": 0}""")]
    [InlineData("""{"n": 123456789012345678901234567890}""", """{"n": 123456789012345678901234567890}""")]
    [InlineData("""{"a": 1, "a": 2}""", """{"a": 2}""")]
    [InlineData("""{"q": "ü\u00fc\/\n\u007f𝄞"}""", """{"q": "\u00fc\u00fc/\n\u007f\ud834\udd1e"}""")]
    [InlineData("""{"q": "\ud834"}""", """{"q": "\ud834"}""")]
    [InlineData("""{"𝄞": 1, "\uffee": 2, "a": 3}""", """{"a": 3, "\uffee": 2, "\ud834\udd1e": 1}""")]
    [InlineData("""{"x": 0e-31536000, "y": [9e31536000, -9e31536000, 1e999]}""", """{"x": NaN, "y": [Infinity, -Infinity, Infinity]}""")]
    public void The_hash_is_that_of_Pythons_sorted_JSON(string json, string python)
    {
        using var document = JsonDocument.Parse(json);

        EvaluationJson.Hash(document.RootElement).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(python))));
    }

    [Theory]
    [InlineData(null, """{"a":1}""", """{"a":1}""")]
    [InlineData("""{}""", """{}""", """{}""")]
    [InlineData("""{"a": 1.50, "b": {"x": 1}}""", """{"c":  [1, 2],"a":"\u00fc"}""", """{"a": "\u00fc", "b": {"x": 1}, "c": [1, 2]}""")]
    [InlineData("""{"\u00fc": 1, "\ud800": 2}""", """{"ü": 3, "\ud800": 4}""", """{"ü": 3, "\ud800": 4}""")]
    public void Newer_members_replace_older_ones_where_they_stand(string? older, string newer, string merged) =>
        EvaluationJson.Merge(older, newer).ShouldBe(merged);

    [Fact]
    public void A_schema_keeps_the_type_that_came_first()
    {
        var schema = SchemaOf("""[{"inputs": {"a": 1, "b": null}, "outputs": "text"}, {"inputs": {"a": 1.5, "c": {}}, "outputs": {"o": 1}}]""");
        const string json = """{"inputs": {"a": "integer", "b": "null", "c": "object"}, "outputs": "string", "expectations": {}, "version": "1.0"}""";

        schema.ToJson().ShouldBe(json);
        EvaluationDatasetSchema.Parse(json).ToJson().ShouldBe(json);
    }

    [Fact]
    public void Schemas_add_up()
    {
        var schema = SchemaOf("""[{"inputs": {"a": 1}, "outputs": {"o": true}, "expectations": {"e": []}}]""");

        schema.Add(SchemaOf("""[{"inputs": {"a": "x", "\"": 1}, "outputs": 7, "expectations": {"f": 1.0}}]"""));
        schema.Add(SchemaOf("""[{"inputs": {}, "outputs": {"p": null}}]"""));

        schema.ToJson().ShouldBe(
            """{"inputs": {"a": "integer", "\"": "integer"}, "outputs": {"o": "boolean", "p": "null"}, "expectations": {"e": "array", "f": "float"}, "version": "1.0"}""");
        EvaluationDatasetSchema.Parse(schema.ToJson()).ToJson().ShouldBe(schema.ToJson());
    }

    private static EvaluationDatasetSchema SchemaOf(string records)
    {
        using var document = JsonDocument.Parse(records);
        return NewEvaluationDatasetRecords.Read(document.RootElement).Schema;
    }
}
