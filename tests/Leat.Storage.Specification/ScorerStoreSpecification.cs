using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>The behaviour of every store with scorers.</summary>
public abstract class ScorerStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private const string Default = Experiment.DefaultId;

    private IScorerStore Scorers => Store.Scorers;

    [Fact]
    public async Task A_registered_scorer_is_read_back_whole()
    {
        var text = "{\"a\": \"日本 𝄞 'x'\"}" + new string('z', 100_000);

        var registered = await RegisterAsync("judge 𝄞", text);

        registered.ShouldBe(new ScorerVersion(registered.ScorerId, Default, "judge 𝄞", 1, text, registered.CreationTimeMs));
        Guid.TryParse(registered.ScorerId, out _).ShouldBeTrue();
        (await Scorers.GetScorerAsync(Default, "judge 𝄞", cancellationToken: Cancel)).ShouldBe(registered);
        (await Scorers.GetScorerAsync(Default, "judge 𝄞", 1, Cancel)).ShouldBe(registered);
    }

    [Fact]
    public async Task Each_registration_makes_a_version_of_the_same_scorer()
    {
        var first = await RegisterAsync("a", "1");
        var second = await RegisterAsync("a", "2");
        var other = await RegisterAsync("A", "x");

        second.Version.ShouldBe(2);
        second.ScorerId.ShouldBe(first.ScorerId);
        other.Version.ShouldBe(1, "names are case-sensitive");
        (await Scorers.ListVersionsAsync(Default, "a", Cancel)).ShouldBe([first, second]);
        (await Scorers.ListScorersAsync(Default, Cancel)).ShouldBe([other, second]);
        (await Scorers.GetScorerAsync(Default, "a", cancellationToken: Cancel)).ShouldBe(second);
        (await Scorers.GetScorerAsync(Default, "a", 1, Cancel)).ShouldBe(first);
    }

    [Fact]
    public async Task Scorers_belong_to_one_experiment()
    {
        var experiment = await NewExperimentAsync();
        await RegisterAsync("a", "1");

        (await Scorers.ListScorersAsync(experiment, Cancel)).ShouldBeEmpty();
        (await Scorers.RegisterScorerAsync(NewScorerVersion.Create(experiment, "a", "1"), Cancel)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_version_or_all_of_them_can_be_deleted()
    {
        var first = await RegisterAsync("a", "1");
        await RegisterAsync("a", "2");
        var third = await RegisterAsync("a", "3");

        await Scorers.DeleteScorerAsync(Default, "a", 2, Cancel);
        (await Scorers.ListVersionsAsync(Default, "a", Cancel)).ShouldBe([first, third]);
        await Scorers.DeleteScorerAsync(Default, "a", 3, Cancel);
        (await Scorers.GetScorerAsync(Default, "a", cancellationToken: Cancel)).ShouldBe(first);
        await Scorers.DeleteScorerAsync(Default, "a", cancellationToken: Cancel);

        (await Scorers.ListScorersAsync(Default, Cancel)).ShouldBeEmpty();
        var again = await RegisterAsync("a", "4");
        again.Version.ShouldBe(1);
        again.ScorerId.ShouldNotBe(first.ScorerId);
    }

    [Fact]
    public async Task What_is_not_there_does_not_exist()
    {
        await RegisterAsync("a", "1");
        const string noScorer = "Scorer with name 'x' not found for experiment 0.";
        const string noVersion = "Scorer with name 'a' and version 2 not found for experiment 0.";

        (await MissingAsync(() => Scorers.GetScorerAsync(Default, "x", cancellationToken: Cancel))).ShouldBe(noScorer);
        (await MissingAsync(() => Scorers.ListVersionsAsync(Default, "x", Cancel))).ShouldBe(noScorer);
        (await MissingAsync(() => Scorers.DeleteScorerAsync(Default, "x", cancellationToken: Cancel))).ShouldBe(noScorer);
        (await MissingAsync(() => Scorers.GetScorerAsync(Default, "a", 2, Cancel))).ShouldBe(noVersion);
        (await MissingAsync(() => Scorers.DeleteScorerAsync(Default, "a", 2, Cancel))).ShouldBe(noVersion);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task An_impossible_name_is_refused(string name)
    {
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => RegisterAsync(name, "1"));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Scorers.GetScorerAsync(Default, name, cancellationToken: Cancel));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Scorers.ListVersionsAsync(Default, name, Cancel));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Scorers.DeleteScorerAsync(Default, name, cancellationToken: Cancel));
    }

    [Fact]
    public async Task The_last_version_deleted_by_itself_leaves_no_scorer_to_read()
    {
        await RegisterAsync("a", "1");
        await Scorers.DeleteScorerAsync(Default, "a", 1, Cancel);

        (await Scorers.ListScorersAsync(Default, Cancel)).ShouldBeEmpty();
        await MissingAsync(() => Scorers.ListVersionsAsync(Default, "a", Cancel));
        await MissingAsync(() => Scorers.GetScorerAsync(Default, "a", cancellationToken: Cancel));
        (await RegisterAsync("a", "2")).Version.ShouldBe(1);
    }

    [Theory]
    [InlineData("999999999", ErrorCode.ResourceDoesNotExist, "No Experiment with id=999999999 exists")]
    [InlineData("x", ErrorCode.InvalidParameterValue, "Invalid experiment ID: 'x'. ")]
    public async Task An_unknown_experiment_is_refused_everywhere(string experiment, ErrorCode code, string message)
    {
        foreach (var call in CallsOn(experiment))
            (await ShouldRefuseAsync(code, call)).Message.ShouldStartWith(message);
    }

    [Fact]
    public async Task A_deleted_experiment_is_refused_everywhere_and_its_scorers_come_back_with_it()
    {
        var experiment = await NewExperimentAsync();
        await Scorers.RegisterScorerAsync(NewScorerVersion.Create(experiment, "a", "1"), Cancel);
        await Experiments.DeleteExperimentAsync(experiment, Cancel);

        foreach (var call in CallsOn(experiment))
        {
            (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, call)).Message
                .ShouldBe($"The experiment {experiment} must be in the 'active' state. Current state is deleted.");
        }

        await Experiments.RestoreExperimentAsync(experiment, Cancel);
        (await Scorers.ListScorersAsync(experiment, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Registered_at_one_time_each_gets_a_version_of_its_own()
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => RegisterAsync("a", $"{i}")));

        versions.Select(version => version.Version).Order().ShouldBe(Enumerable.Range(1, 50).Select(i => (long)i));
        versions.Select(version => version.ScorerId).Distinct().Count().ShouldBe(1);
        (await Scorers.ListVersionsAsync(Default, "a", Cancel)).ShouldBe(versions.OrderBy(version => version.Version));
    }

    [Fact]
    public async Task How_a_scorer_scores_new_traces_is_kept_and_replaced()
    {
        var (one, two) = (await RegisterAsync("a", "1"), await RegisterAsync("b", "1"));

        var set = await Scorers.SetOnlineScoringAsync(NewOnlineScoring.Create(Default, "a", 0.25, "status = 'OK' AND newer.clause IS NOT NULL"), Cancel);

        (set.ScorerId, set.ExperimentId, set.SampleRate, set.Filter).ShouldBe(
            (one.ScorerId, Default, 0.25, "status = 'OK' AND newer.clause IS NOT NULL"));
        set.ConfigId.Length.ShouldBe(36);
        (await Scorers.GetOnlineScoringsAsync([two.ScorerId, "none", one.ScorerId], Cancel)).ShouldBe([set]);

        var replaced = await Scorers.SetOnlineScoringAsync(NewOnlineScoring.Create(Default, "a", 1, null), Cancel);
        replaced.ShouldBe(set with { SampleRate = 1, Filter = null });
        (await Scorers.GetOnlineScoringsAsync([one.ScorerId], Cancel)).ShouldBe([replaced]);
        (await Scorers.GetOnlineScoringsAsync([], Cancel)).ShouldBeEmpty();

        await Scorers.DeleteScorerAsync(Default, "a", cancellationToken: Cancel);
        (await Scorers.GetOnlineScoringsAsync([one.ScorerId], Cancel)).ShouldBeEmpty();
        (await MissingAsync(() => Scorers.SetOnlineScoringAsync(NewOnlineScoring.Create(Default, "a", 1, null), Cancel))).ShouldContain("'a' not found");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_rate_is_a_share(double rate) =>
        Should.Throw<LeatException>(() => NewOnlineScoring.Create(Default, "a", rate, null)).Code.ShouldBe(ErrorCode.InvalidParameterValue);

    private IEnumerable<Func<Task>> CallsOn(string experiment) =>
    [
        () => Scorers.RegisterScorerAsync(NewScorerVersion.Create(experiment, "a", "1"), Cancel),
        () => Scorers.ListScorersAsync(experiment, Cancel),
        () => Scorers.ListVersionsAsync(experiment, "a", Cancel),
        () => Scorers.GetScorerAsync(experiment, "a", cancellationToken: Cancel),
        () => Scorers.DeleteScorerAsync(experiment, "a", cancellationToken: Cancel),
        () => Scorers.SetOnlineScoringAsync(NewOnlineScoring.Create(experiment, "a", 1, null), Cancel),
    ];

    private Task<ScorerVersion> RegisterAsync(string name, string serialized) =>
        Scorers.RegisterScorerAsync(NewScorerVersion.Create(Default, name, serialized), Cancel);

    private static async Task<string> MissingAsync(Func<Task> action) =>
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, action)).Message;
}
