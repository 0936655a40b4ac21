using Leat.Core.Search;

namespace Leat.Core.Tests.Search;

/// <summary>What holds for the filters of all searches of MLflow's protocol.</summary>
public sealed class EverySearchTests
{
    private static readonly Dictionary<string, Func<string, object>> Searches = new(StringComparer.Ordinal)
    {
        ["runs"] = filter => RunSearch.ParseFilter(filter),
        ["experiments"] = ExperimentSearch.ParseFilter,
        ["registered models"] = RegisteredModelSearch.ParseFilter,
        ["model versions"] = ModelVersionSearch.ParseFilter,
        ["logged models"] = LoggedModelSearch.ParseFilter,
        ["traces"] = TraceSearch.ParseFilter,
        ["evaluation datasets"] = EvaluationDatasetSearch.ParseFilter,
    };

    public static TheoryData<string> Names => [.. Searches.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_filter_of_nothing_but_blanks_is_a_fault(string name)
    {
        foreach (var blank in new[] { " ", "   ", "\t", "\n", "\r\n \t", "\u00a0" })
            Refused.Message(() => Searches[name](blank)).ShouldContain($"'{blank}'. ");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_filter_finds_everything(string name) => Should.NotThrow(() => Searches[name](""));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_filter_with_or_says_what_to_do_instead(string name) =>
        Refused.Message(() => Searches[name]("tags.a = 'x' OR tags.b = 'y'")).ShouldEndWith(name == "runs"
            ? "OR, NOT and parentheses are understood by POST /api/leat/1.0/runs/search, which takes the same fields."
            : "This search joins comparisons by AND only: for alternatives, search once for each.");
}
