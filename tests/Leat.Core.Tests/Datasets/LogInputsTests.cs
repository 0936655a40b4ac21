namespace Leat.Core.Tests.Datasets;

public sealed class LogInputsTests
{
    private const string RunId = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Of_equal_datasets_the_first_counts()
    {
        var inputs = LogInputs.Create(RunId, [Input("a", "1", tag: "train"), Input("a", "2"), Input("a", "1", tag: "eval"), Input("b", "1")]);
        inputs.Datasets.Select(input => (input.Dataset.Name, input.Dataset.Digest)).ShouldBe([("a", "1"), ("a", "2"), ("b", "1")]);
        inputs.Datasets[0].Tags.ShouldBe([new Tag("mlflow.data.context", "train")]);
    }

    [Fact]
    public void No_datasets_are_valid() => LogInputs.Create(RunId).Datasets.ShouldBeEmpty();

    [Fact]
    public void Values_may_be_as_long_as_their_limits()
    {
        var dataset = new Dataset(
            new string('n', 500), new string('g', 36), "local", new string('s', 65_535), new string('c', 1_048_575), new string('p', 100_000));
        var input = new DatasetInput(dataset, [new Tag(new string('k', 255), new string('v', 500))]);
        LogInputs.Create(RunId, [input]).Datasets.ShouldBe([input]);
    }

    [Theory]
    [InlineData("name", 500)]
    [InlineData("digest", 36)]
    [InlineData("source", 65_535)]
    [InlineData("schema", 1_048_575)]
    [InlineData("profile", 16_777_215)]
    public void Longer_values_are_refused(string field, int limit)
    {
        var text = new string('x', limit + 1);
        var dataset = new Dataset("n", "g", "local", "s");
        dataset = field switch
        {
            "name" => dataset with { Name = text },
            "digest" => dataset with { Digest = text },
            "source" => dataset with { Source = text },
            "schema" => dataset with { Schema = text },
            _ => dataset with { Profile = text },
        };
        Message(new DatasetInput(dataset, [])).ShouldBe($"'{field}' exceeds the maximum length of {limit} characters");
    }

    [Fact]
    public void Input_tags_have_limits()
    {
        var dataset = new Dataset("n", "g", "local", "s");
        Message(new DatasetInput(dataset, [new Tag(new string('k', 256), "v")])).ShouldBe("'key' exceeds the maximum length of 255 characters");
        Message(new DatasetInput(dataset, [new Tag("k", new string('v', 501))])).ShouldBe("'value' exceeds the maximum length of 500 characters");
    }

    [Theory]
    [InlineData("name")]
    [InlineData("digest")]
    [InlineData("source_type")]
    [InlineData("source")]
    public void Four_fields_must_be_there(string field)
    {
        var dataset = new Dataset(
            field == "name" ? null! : "n", field == "digest" ? null! : "g",
            field == "source_type" ? null! : "local", field == "source" ? null! : "s");
        Message(new DatasetInput(dataset, [])).ShouldBe($"Dataset {field} cannot be None");
    }

    [Fact]
    public void A_run_id_must_be_one() => Refused.Message(() => LogInputs.Create("x!")).ShouldContain("'run_id'");

    private static DatasetInput Input(string name, string digest, string? tag = null) => new(
        new Dataset(name, digest, "local", "{}"), tag is null ? [] : [new Tag("mlflow.data.context", tag)]);

    private static string Message(DatasetInput input) => Refused.Message(() => LogInputs.Create(RunId, [input]));
}
