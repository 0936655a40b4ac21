using System.Text;
using CsCheck;
using Leat.Core.Search;
using Leat.Storage.Specification.Search;

namespace Leat.Core.Tests.Search;

public sealed class SearchPropertyTests
{
    private static readonly string[] Pieces =
    [
        "metrics", "params", "tags", "attributes", "datasets", "run_id", "status", "name", "created", ".", "m", "`", "\"", "'",
        " ", "\t", "(", ")", ",", ";", "=", "!=", "<>", ">", "LIKE", "ilike", "IN", "NOT", "and", "OR", "1", "-", "1e", ".5",
        "--", "/*", "é", "🚀", "\uD83D", "\0", "%", "_", "\\", "'x'", "\"y\"", "metrics.m > 1", " AND ", "DESC", "nulls",
    ];

    private static readonly Gen<string> Filters = Gen.OneOf(
        Pick.From(Pieces).Array[0, 12].Select(string.Concat),
        Pick.From(Pieces).Array[0, 12].Select(pieces => string.Join(' ', pieces)),
        Gen.String);

    private static readonly Gen<string> Keys = Gen.String[Gen.OneOf(Gen.Char.AlphaNumeric, Pick.From(" /.-:'\"()=é本".ToCharArray())), 1, 12];

    [Fact]
    public void Any_filter_parses_or_is_refused() => Filters.Sample(filter =>
    {
        ParsesOrIsRefused(() => RunSearch.ParseFilter(filter));
        ParsesOrIsRefused(() => ExperimentSearch.ParseFilter(filter));
    }, iter: 20_000);

    [Fact]
    public void Any_order_parses_or_is_refused() => Filters.Sample(term =>
    {
        ParsesOrIsRefused(() => RunSearch.ParseOrderBy([term]));
        ParsesOrIsRefused(() => ExperimentSearch.ParseOrderBy([term, "name"]));
    }, iter: 20_000);

    [Fact]
    public void Whatever_parses_can_be_evaluated() => Filters.Sample(filter =>
    {
        try
        {
            InMemorySearch.Runs([SomeRun], new RunQuery { ExperimentIds = [SomeRun.Info.ExperimentId], Filter = RunSearch.ParseFilter(filter) });
        }
        catch (LeatException)
        {
            // Rejected filters are covered by the other test.
        }
    }, iter: 20_000);

    [Fact]
    public void A_quoted_key_comes_out_as_it_went_in() => Keys.Sample(key =>
        RunSearch.ParseFilter($"metrics.`{key}` > 0").Conditions.Single() == new NumberCondition(SearchField.Metric(key), Comparator.Greater, 0)
        && RunSearch.ParseOrderBy([$"params.`{key}` DESC"]).Terms.Single() == new OrderTerm(SearchField.Param(key), false));

    [Fact]
    public void A_number_comes_out_as_it_went_in() => Gen.Double.Where(double.IsFinite).Sample(value =>
        ((NumberCondition)RunSearch.ParseFilter(FormattableString.Invariant($"metrics.m = {value:R}")).Conditions.Single()).Value == value);

    [Fact]
    public void Texts_are_ordered_as_their_bytes_are() =>
        Gen.Select(StorableTexts, StorableTexts).Sample((a, b) =>
            Math.Sign(TextOrder.Instance.Compare(a, b))
            == Math.Sign(Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))), iter: 20_000);

    private static readonly Gen<string> StorableTexts =
        Pick.From("", "a", "Z", "é", "本", "\uE000", "\uFFFD", "🚀", "\U0001F600", "\U0010FFFF").Array[0, 5].Select(string.Concat);

    private static readonly Run SomeRun = new(
        new RunInfo("0123", "1", "name", "", RunStatus.Running, 5, null, "uri", LifecycleStage.Active),
        new RunData([new Metric("m", double.NaN, 0, 0)], [new Param("m", "x")], [new Tag("m", "x")]),
        new RunInputs([new DatasetInput(new Dataset("x", "y", "local", "{}"), [])]));

    private static void ParsesOrIsRefused(Action parse)
    {
        try
        {
            parse();
        }
        catch (LeatException error)
        {
            error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
            error.Message.ShouldNotBeNullOrWhiteSpace();
        }
    }
}
