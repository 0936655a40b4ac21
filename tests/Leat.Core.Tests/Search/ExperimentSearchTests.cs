using Leat.Core.Search;

namespace Leat.Core.Tests.Search;

public sealed class ExperimentSearchTests
{
    [Theory]
    [InlineData("name = 'x'", Comparator.Equal)]
    [InlineData("attribute.name != \"x\"", Comparator.NotEqual)]
    [InlineData("attribute.`name` LIKE 'x'", Comparator.Like)]
    [InlineData("`name` ILIKE 'x'", Comparator.ILike)]
    public void Names_are_compared_with_texts(string filter, Comparator comparator) =>
        Parse(filter).ShouldBe([new TextCondition(ExperimentSearch.Name, comparator, "x")]);

    [Fact]
    public void Times_are_compared_with_numbers() =>
        Parse("creation_time >= 5 and attribute.last_update_time < 1.5").ShouldBe(
        [
            new NumberCondition(ExperimentSearch.CreationTime, Comparator.GreaterOrEqual, 5),
            new NumberCondition(ExperimentSearch.LastUpdateTime, Comparator.Less, 1.5),
        ]);

    [Fact]
    public void Tags_have_two_prefixes() =>
        Parse("tag.a = 'x' aNd tags.`odd key` LIKE 'v%'").ShouldBe(
        [
            new TextCondition(SearchField.Tag("a"), Comparator.Equal, "x"),
            new TextCondition(SearchField.Tag("odd key"), Comparator.Like, "v%"),
        ]);

    [Theory]
    [InlineData("name like 'a%'", "Invalid comparator 'like' not one of '{")]
    [InlineData("name iLike 'a%'", "Invalid comparator 'iLike' not one of '{")]
    [InlineData("name > 'a'", "Invalid comparator '>' not one of '{")]
    [InlineData("creation_time LIKE 5", "Invalid comparator 'LIKE' not one of '{")]
    [InlineData("tags.a > '5'", "Invalid comparator for tag: >. At position 8: expected =, !=, LIKE, ILIKE, found '>'.")]
    [InlineData("tags.a like '5'", "Invalid comparator for tag: like. At position 8: ")]
    [InlineData("name IN ('a')", "Invalid comparator for attribute: IN. At position 9: ")]
    [InlineData("tags.a IN ('a')", "Expected a quoted string value for tag (e.g. 'my-value'). Got value ('a'). At position 11: ")]
    [InlineData("foo = 'a'", "Invalid attribute key 'foo' specified. Valid keys are '{'creation_time', 'last_update_time', 'name'}'.")]
    [InlineData("experiment_id = '1'", "Invalid attribute key 'experiment_id' specified. Valid keys are '{'creation_time', 'last_update_time', 'name'}'.")]
    [InlineData("attributes.name = 'a'", "Invalid entity type 'attributes'. Valid entity types are ('attribute', 'tag', 'tags'). At position 1: ")]
    [InlineData("metrics.a = 1", "Invalid entity type 'metrics'. ")]
    [InlineData("params.a = '1'", "Invalid entity type 'params'. ")]
    [InlineData("name = 'a' OR name = 'b'", "Invalid clause(s) in filter string: OR. At position 12: ")]
    [InlineData("name", "Invalid clause(s) in filter string: name. At position 5: ")]
    [InlineData("name LIKE", "Invalid clause(s) in filter string: name, LIKE. At position 10: ")]
    [InlineData("= 'a'", "Invalid clause(s) in filter string: =. At position 1: ")]
    [InlineData("'a' = name", "Invalid comparison clause. Expected 'Identifier' found ''a''. At position 1: ")]
    [InlineData("name = a", "Parameter value is either not quoted or unidentified quote types used for string value a. ")]
    [InlineData("name = 5", "Expected a quoted string value for attributes. Got value 5. At position 8: ")]
    [InlineData("creation_time = 'a'", "Expected numeric value type for numeric attribute: creation_time. Found 'a'. At position 17: ")]
    [InlineData("name = 'a'; name = 'b'", "Search filter contained multiple expression 'name = 'a'; name = 'b''. ")]
    public void Errors_begin_as_in_MLflow(string filter, string beginning) =>
        Refused.Message(() => Parse(filter)).ShouldStartWith(beginning);

    [Theory]
    [InlineData("name", "name", true)]
    [InlineData("attribute.creation_time ASC", "creation_time", true)]
    [InlineData("last_update_time desc", "last_update_time", false)]
    [InlineData("experiment_id DESC", "experiment_id", false)]
    public void Experiments_are_ordered_by_attributes(string term, string key, bool ascending) =>
        ExperimentSearch.ParseOrderBy([term]).Terms.ShouldBe([new OrderTerm(ExperimentSearch.Attributes.Single(attribute => attribute.Key == key), ascending)]);

    [Theory]
    [InlineData("tags.a", "Invalid order_by entity: tag. ")]
    [InlineData("bogus", "Invalid attribute key 'bogus' specified. Valid keys are '{'creation_time', 'experiment_id', 'last_update_time', 'name'}'.")]
    [InlineData("name sideways", "Invalid ordering key in order_by clause 'name sideways'. ")]
    public void Other_orders_are_refused(string term, string beginning) =>
        Refused.Message(() => ExperimentSearch.ParseOrderBy([term])).ShouldStartWith(beginning);

    [Fact]
    public void Of_a_field_given_twice_the_first_counts() =>
        ExperimentSearch.ParseOrderBy(["name DESC", "name ASC"]).Terms.ShouldBe([new OrderTerm(ExperimentSearch.Name, false)]);

    [Fact]
    public void Without_an_order_the_newest_comes_first_then_the_smaller_id() =>
        ExperimentSearch.ParseOrderBy([]).Total.ShouldBe(
        [
            new OrderTerm(ExperimentSearch.CreationTime, false),
            new OrderTerm(ExperimentSearch.ExperimentId, true),
        ]);

    [Fact]
    public void With_an_order_the_larger_id_breaks_ties() =>
        ExperimentSearch.ParseOrderBy(["name"]).Total.ShouldBe(
        [
            new OrderTerm(ExperimentSearch.Name, true),
            new OrderTerm(ExperimentSearch.ExperimentId, false),
        ]);

    private static IReadOnlyList<Condition> Parse(string filter) => ExperimentSearch.ParseFilter(filter).Conditions;
}
