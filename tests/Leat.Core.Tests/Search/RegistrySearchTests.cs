using Leat.Core.Search;

namespace Leat.Core.Tests.Search;

public sealed class RegistrySearchTests
{
    [Fact]
    public void Models_are_searched_by_name_and_tags_in_any_case_of_comparators()
    {
        var filter = RegistryFilter.From(
            RegisteredModelSearch.ParseFilter("attribute.name like 'a%' AND tag.a != 'x' and tags.`odd key` Ilike \"v\"").Conditions);

        filter.Prompts.ShouldBeFalse();
        filter.Conditions.ShouldBe(
        [
            new TextCondition(RegisteredModelSearch.Name, Comparator.Like, "a%"),
            new TextCondition(SearchField.Tag("a"), Comparator.NotEqual, "x"),
            new TextCondition(SearchField.Tag("odd key"), Comparator.ILike, "v"),
        ]);
    }

    [Fact]
    public void Versions_are_also_searched_by_run_source_and_number() =>
        ModelVersionSearch.ParseFilter("run_id in ('a', 'b') AND source_path = 's' AND version_number >= 2 AND version_number < '3'")
            .Conditions.Select(condition => condition is ListCondition list ? (object)string.Join(',', list.Values) : condition).ShouldBe(
            [
                "a,b",
                new TextCondition(ModelVersionSearch.SourcePath, Comparator.Equal, "s"),
                new NumberCondition(ModelVersionSearch.VersionNumber, Comparator.GreaterOrEqual, 2),
                new NumberCondition(ModelVersionSearch.VersionNumber, Comparator.Less, 3),
            ]);

    [Theory]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    public void A_text_that_is_no_number_stays_a_text(string text) =>
        ModelVersionSearch.ParseFilter($"version_number > '{text}'").Conditions.ShouldBe(
            [new TextCondition(ModelVersionSearch.VersionNumber, Comparator.Greater, text)]);

    [Theory]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true'", true, 0)]
    [InlineData("tag.`mlflow.prompt.is_prompt` != 'false'", true, 0)]
    [InlineData("tags.mlflow.prompt.is_prompt = \"true\" AND name = 'a'", true, 1)]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'false'", false, 0)]
    [InlineData("name = 'a' AND tags.`mlflow.prompt.is_prompt` != 'true'", false, 1)]
    [InlineData("tags.`mlflow.prompt.is_prompt` LIKE 'true'", false, 1)]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'True'", false, 1)]
    [InlineData("", false, 0)]
    [InlineData(null, false, 0)]
    public void Prompts_are_looked_for_only_if_asked_for(string? filter, bool prompts, int conditions)
    {
        var models = RegistryFilter.From(RegisteredModelSearch.ParseFilter(filter).Conditions);
        var versions = RegistryFilter.From(ModelVersionSearch.ParseFilter(filter).Conditions);

        (models.Prompts, models.Conditions.Count).ShouldBe((prompts, conditions));
        (versions.Prompts, versions.Conditions.Count).ShouldBe((prompts, conditions));
    }

    [Theory]
    [InlineData("foo = 'a'", "Invalid attribute key 'foo' specified. Valid keys are '{'name'}'.")]
    [InlineData("creation_timestamp > 1", "Invalid attribute key 'creation_timestamp' specified. Valid keys are '{'name'}'.")]
    [InlineData("name = 5", "Expected a quoted string value for attributes. Got value 5.")]
    [InlineData("name > 'a'", "Invalid comparator for attribute: >.")]
    [InlineData("name = 'a' OR name = 'b'", "Invalid clause(s) in filter string: OR.")]
    [InlineData("params.a = 'x'", "Invalid entity type 'params'. Valid entity types are ('attribute', 'tag', 'tags').")]
    [InlineData("name", "Invalid clause(s) in filter string: name.")]
    [InlineData("name = a", "Parameter value is either not quoted or unidentified quote types used for string value a.")]
    [InlineData("name IN ('a')", "Only the 'run_id' attribute supports comparison with a list of quoted string values.")]
    [InlineData("tags.a > 'b'", "Invalid comparator for tag: >.")]
    [InlineData("tags.a = 1", "Expected a quoted string value for tag (e.g. 'my-value'). Got value 1.")]
    [InlineData("name = 'a'; name = 'b'", "Search filter contained multiple expression")]
    public void Model_filters_are_refused_in_the_words_of_MLflow(string filter, string beginning) =>
        Refused.Message(() => RegisteredModelSearch.ParseFilter(filter)).ShouldStartWith(beginning);

    [Theory]
    [InlineData("run_id IN ()", "While parsing a list in the query, expected a non-empty list of string values, but got empty list")]
    [InlineData("run_id NOT IN ('a')", "Invalid comparator for attribute: NOT IN. At position 8: expected IN, found 'NOT IN'.")]
    [InlineData("name IN ('a')", "Only the 'run_id' attribute supports comparison with a list of quoted string values.")]
    [InlineData("version_number LIKE '1%'", "Invalid comparator for attribute: LIKE.")]
    [InlineData("version_number IN ('1')", "Expected numeric value type for numeric attribute: version_number. Found ('1').")]
    [InlineData("current_stage = 'None'", "Invalid attribute key 'current_stage' specified.")]
    [InlineData("creation_timestamp > 1", "Invalid attribute key 'creation_timestamp' specified.")]
    public void Version_filters_are_refused_in_the_words_of_MLflow(string filter, string beginning) =>
        Refused.Message(() => ModelVersionSearch.ParseFilter(filter)).ShouldStartWith(beginning);

    [Theory]
    [InlineData("timestamp DESC", "last_updated_timestamp", false)]
    [InlineData("last_updated_timestamp", "last_updated_timestamp", true)]
    [InlineData("name asc", "name", true)]
    public void Models_are_ordered_by_name_and_time(string term, string key, bool ascending) =>
        RegisteredModelSearch.ParseOrderBy([term]).Terms.ShouldBe([new OrderTerm(RegisteredModelSearch.Attributes.Single(attribute => attribute.Key == key), ascending)]);

    [Theory]
    [InlineData("creation_timestamp", "Invalid order by key 'creation_timestamp' specified.")]
    [InlineData("name sideways", "Invalid ordering key in order_by clause 'name sideways'.")]
    [InlineData("tags.a", "Invalid order_by entity: tag.")]
    public void Models_are_not_ordered_by_anything_else(string term, string beginning) =>
        Refused.Message(() => RegisteredModelSearch.ParseOrderBy([term])).ShouldStartWith(beginning);

    [Fact]
    public void Two_names_of_one_field_are_the_same_field() =>
        Refused.Message(() => RegisteredModelSearch.ParseOrderBy(["timestamp", "last_updated_timestamp"]))
            .ShouldStartWith("`order_by` contains duplicate fields:");

    [Fact]
    public void Ties_go_by_name_and_the_higher_number()
    {
        Keys(RegisteredModelSearch.ParseOrderBy([])).ShouldBe("name");
        Keys(RegisteredModelSearch.ParseOrderBy(["name DESC"])).ShouldBe("-name");
        Keys(ModelVersionSearch.ParseOrderBy([])).ShouldBe("-last_updated_timestamp name -version_number");
        Keys(ModelVersionSearch.ParseOrderBy(["version_number", "creation_timestamp DESC"]))
            .ShouldBe("version_number -creation_timestamp name");
    }

    private static string Keys<T>(SearchOrder<T> order) =>
        string.Join(' ', order.Total.Select(term => (term.Ascending ? "" : "-") + term.Field.Key));
}
