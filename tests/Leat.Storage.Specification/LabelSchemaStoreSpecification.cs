using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>Label schemas of experiments. Written from what is known of MLflow's newest versions, not recorded.</summary>
public abstract class LabelSchemaStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private const string PassFail = """{"pass_fail": {"positive_label": "yes", "negative_label": "nö"}}""";
    private const string Numeric = """{"numeric": {"min_value": 0.5, "max_value": 5.5}}""";

    private ILabelSchemaStore Schemas => Store.LabelSchemas;

    [Fact]
    public async Task A_schema_is_read_back_whole_by_id_and_by_name()
    {
        var experiment = await NewExperimentAsync();

        var made = await CreateAsync(New(experiment, "größe_1") with
        {
            Type = LabelSchemaType.Expectation,
            Title = "How large?",
            Instruction = "Look at it.",
            HasComment = true,
            CreatedBy = "ann",
        });

        made.SchemaId.ShouldMatch("^ls-[0-9a-f]{32}$");
        foreach (var read in (LabelSchema[])[await Schemas.GetSchemaAsync(made.SchemaId, Cancel), await Schemas.GetSchemaByNameAsync(experiment, "größe_1", Cancel)])
        {
            SameJson(read.Input, PassFail);
            (read with { Input = made.Input }).ShouldBe(made);
            (read.ExperimentId, read.Type, read.Title, read.Instruction, read.HasComment, read.CreatedBy)
                .ShouldBe((experiment, LabelSchemaType.Expectation, "How large?", "Look at it.", true, "ann"));
        }
    }

    [Fact]
    public async Task A_name_is_free_in_other_experiments_and_once_its_schema_is_deleted()
    {
        var experiment = await NewExperimentAsync();
        var first = await CreateAsync(New(experiment, "a"));
        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => CreateAsync(New(experiment, "a")));
        await CreateAsync(New("0", "a"));

        for (var i = 0; i < 2; i++)
            await Schemas.DeleteSchemaAsync(first.SchemaId, Cancel);

        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Schemas.GetSchemaAsync(first.SchemaId, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Schemas.GetSchemaByNameAsync(experiment, "a", Cancel));
        (await CreateAsync(New(experiment, "a"))).SchemaId.ShouldNotBe(first.SchemaId);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        var (one, _) = (await CreateAsync(New("0", "one") with { Title = "t" }), await CreateAsync(New("0", "two")));

        var changed = await Schemas.UpdateSchemaAsync(one.SchemaId, LabelSchemaUpdate.Create(instruction: "i", hasComment: true, input: Numeric), Cancel);

        SameJson(changed.Input, Numeric);
        (changed.Name, changed.Title, changed.Instruction, changed.HasComment, changed.Type, changed.LastUpdateTimeMs > one.LastUpdateTimeMs)
            .ShouldBe(("one", "t", "i", true, LabelSchemaType.Feedback, true));
        (await Schemas.UpdateSchemaAsync(one.SchemaId, LabelSchemaUpdate.Create(name: "one", hasComment: false), Cancel)).HasComment.ShouldBeFalse();
        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => Schemas.UpdateSchemaAsync(one.SchemaId, LabelSchemaUpdate.Create("two"), Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Schemas.UpdateSchemaAsync("ls-none", LabelSchemaUpdate.Create("x"), Cancel));
    }

    [Fact]
    public async Task Schemas_are_listed_by_name_page_by_page()
    {
        var experiment = await NewExperimentAsync();
        foreach (var name in (string[])["c", "a", "b"])
            await CreateAsync(New(experiment, name));

        var first = await Schemas.ListSchemasAsync(experiment, 2, null, Cancel);
        var second = await Schemas.ListSchemasAsync(experiment, 2, first.NextPageToken, Cancel);

        (string.Join(' ', first.Items.Concat(second.Items).Select(schema => schema.Name)), second.NextPageToken).ShouldBe(("a b c", null));
        (await Schemas.ListSchemasAsync("4711", 2, null, Cancel)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", PassFail)]
    [InlineData("a b", PassFail)]
    [InlineData("a/b", PassFail)]
    [InlineData("a", "[]")]
    [InlineData("a", "{}")]
    [InlineData("a", "{\"text\": 1}")]
    [InlineData("a", "{\"text\": {}, \"numeric\": {}}")]
    [InlineData("a", "{")]
    public void What_is_not_allowed_is_refused(string name, string input) =>
        Should.Throw<LeatException>(() => NewLabelSchema.Create(New("0", name) with { Input = input })).Code.ShouldBe(ErrorCode.InvalidParameterValue);

    [Fact]
    public async Task Experiments_that_are_not_there_take_no_schemas()
    {
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => CreateAsync(New("4711", "a")));
        Should.Throw<LeatException>(() => NewLabelSchema.Create(New("0", new string('a', 151)))).Code.ShouldBe(ErrorCode.InvalidParameterValue);
    }

    private static LabelSchema New(string experiment, string name) => new("", experiment, name, LabelSchemaType.Feedback, PassFail, 0, 0);

    private Task<LabelSchema> CreateAsync(LabelSchema schema) => Schemas.CreateSchemaAsync(NewLabelSchema.Create(schema), Cancel);

    private static void SameJson(string json, string expected) => JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(expected)).ShouldBeTrue(json);
}
