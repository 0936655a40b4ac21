using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>Text is kept unchanged and compared byte by byte, however long it is and whatever the database's collation.</summary>
public abstract class TextSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    /// <summary>Four bytes in UTF-8, two units in UTF-16, one character for all limits.</summary>
    private const string Rocket = "\ud83d\ude80";

    [Fact]
    public async Task Names_of_experiments_are_told_apart_and_kept()
    {
        var ids = new Dictionary<string, string>();
        foreach (var name in Twins.Texts)
            ids.Add(name, await NewExperimentAsync(name));

        foreach (var (name, id) in ids)
        {
            var found = await Experiments.FindExperimentByNameAsync(name, Cancel);
            (found?.ExperimentId, found?.Name).ShouldBe((id, name));
        }
    }

    [Fact]
    public virtual async Task Names_of_registered_models_and_aliases_are_told_apart_and_kept()
    {
        foreach (var name in Twins.Texts)
            await Store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(name, name), Cancel);
        var aliases = Twins.Letters.Where(alias => !alias.Contains(' ')).ToList();
        foreach (var alias in aliases)
        {
            var version = await Store.Registry.CreateModelVersionAsync(NewModelVersion.Create("a", "s3://b/m"), Cancel);
            await Store.Registry.SetAliasAsync("a", alias, version.Version, Cancel);
        }

        foreach (var name in Twins.Texts)
        {
            var found = await Store.Registry.GetRegisteredModelAsync(name, Cancel);
            (found.Name, found.Description).ShouldBe((name, name));
        }

        for (var i = 0; i < aliases.Count; i++)
            (await Store.Registry.GetVersionByAliasAsync("a", aliases[i], Cancel)).Version.ShouldBe(i + 1, aliases[i]);
    }

    [Fact]
    public async Task Keys_of_metrics_params_and_tags_are_told_apart_and_kept()
    {
        var run = await NewRunAsync();
        var metrics = Twins.Letters.Select((key, i) => new Metric(key, i, 1, 1)).ToList();
        var parameters = Twins.Letters.Select(key => new Param(key, key)).ToList();
        var tags = Twins.Letters.Select(key => new Tag(key, key)).ToList();
        await Runs.LogAsync(LogBatch.Create(run, metrics, parameters, tags), Cancel);

        var data = (await Runs.GetRunAsync(run, Cancel)).Data;
        data.Metrics.ShouldBe(metrics, ignoreOrder: true);
        data.Params.ShouldBe(parameters, ignoreOrder: true);
        data.Tags.Where(tag => tag.Key != "mlflow.runName").ShouldBe(tags, ignoreOrder: true);
        foreach (var metric in metrics)
            (await Metrics.GetHistoryAsync(run, metric.Key, cancellationToken: Cancel)).Items.Single().Value.ShouldBe(metric.Value, metric.Key);
    }

    [Fact]
    public async Task Datasets_are_told_apart_and_kept()
    {
        var run = await NewRunAsync();
        var datasets = Twins.Texts.Select(name => new Dataset(name, name, "local", name)).ToList();
        await Runs.LogInputsAsync(LogInputs.Create(run, [.. datasets.Select(dataset => new DatasetInput(dataset, []))]), Cancel);

        (await Runs.GetRunAsync(run, Cancel)).Inputs.Datasets.Select(input => input.Dataset).ShouldBe(datasets, ignoreOrder: true);
    }

    [Fact]
    public async Task Values_are_found_by_themselves_alone_and_ordered_by_their_bytes()
    {
        var experiment = await NewExperimentAsync();
        var runs = new Dictionary<string, string>();
        foreach (var value in Twins.Texts)
        {
            var run = await NewRunAsync(experiment);
            await Runs.LogAsync(LogBatch.Create(run, parameters: [new Param("p", value)], tags: [new Tag("t", value)]), Cancel);
            runs.Add(run, value);
        }

        async Task<List<string>> FindAsync(string? filter, params string[] orderBy) =>
        [
            .. (await Runs.SearchRunsAsync(new RunQuery { ExperimentIds = [experiment], Filter = RunSearch.ParseFilter(filter), OrderBy = RunSearch.ParseOrderBy(orderBy) }, Cancel)).Items
                .Select(run => runs[run.Info.RunId]),
        ];

        // Quotes are enclosed in the other kind of quotes; a backslash has no meaning.
        foreach (var value in Twins.Texts)
        {
            var quoted = value.Contains('\'') ? $"\"{value}\"" : $"'{value}'";
            (await FindAsync($"params.p = {quoted}")).ShouldBe([value], quoted);
            (await FindAsync($"tags.t = {quoted}")).ShouldBe([value], quoted);
        }

        (await FindAsync(null, "params.p ASC")).ShouldBe(Twins.InOrder(Twins.Texts));
        (await FindAsync(null, "tags.t DESC")).ShouldBe(Twins.InOrder(Twins.Texts).Reverse());
    }

    [Fact]
    public async Task Texts_at_their_limits_are_kept_and_told_apart_by_their_last_character()
    {
        static string Long(int length, string last) => string.Concat(Enumerable.Repeat(Rocket, length - 1)) + last;
        var experiments = new List<string>();
        foreach (var last in (string[])["a", "b"])
        {
            var experiment = await NewExperimentAsync(Long(ExperimentRules.MaxNameLength, last));
            (await Experiments.FindExperimentByNameAsync(Long(ExperimentRules.MaxNameLength, last), Cancel))!.ExperimentId.ShouldBe(experiment);
            experiments.Add(experiment);
            var run = await NewRunAsync(experiment);
            var param = new Param(new string('k', LogRules.MaxKeyLength - 1) + last, Long(LogRules.MaxParamValueLength, last));
            var tag = new Tag("t", Long(LogRules.MaxTagValueLength, last));
            await Runs.LogAsync(LogBatch.Create(run, parameters: [param, new Param("p", param.Value)], tags: [tag]), Cancel);
            var data = (await Runs.GetRunAsync(run, Cancel)).Data;
            data.Params.ShouldContain(param);
            data.Tags.ShouldContain(tag);
        }

        async Task<IEnumerable<string>> FindAsync(string filter) =>
            (await Runs.SearchRunsAsync(new RunQuery { ExperimentIds = experiments, Filter = RunSearch.ParseFilter(filter) }, Cancel)).Items.Select(run => run.Info.ExperimentId);

        (await FindAsync($"params.p = '{Long(LogRules.MaxParamValueLength, "a")}'")).ShouldBe([experiments[0]]);
        (await FindAsync($"tags.t != '{Long(LogRules.MaxTagValueLength, "a")}'")).ShouldBe([experiments[1]]);
        (await FindAsync("params.p LIKE '%b'")).ShouldBe([experiments[1]]);
    }

    [Fact]
    public async Task A_schema_of_a_mebibyte_is_kept()
    {
        var run = await NewRunAsync();
        var dataset = new Dataset("d", "1", "local", new string('s', 65_535), new string('\u00e9', 1_048_575), new string('p', 2_000_000));
        await Runs.LogInputsAsync(LogInputs.Create(run, [new DatasetInput(dataset, [])]), Cancel);

        (await Runs.GetRunAsync(run, Cancel)).Inputs.Datasets.Single().Dataset.ShouldBe(dataset);
    }

    /// <summary>Index keys have a maximum length on most databases: what one cannot store, all reject.</summary>
    [Fact]
    public virtual async Task Texts_too_long_for_a_key_are_refused_and_those_at_the_limit_are_kept()
    {
        static string Long(int length) => string.Concat(Enumerable.Repeat(Rocket, length));
        var run = await NewRunAsync();
        var model = (await Store.Models.CreateModelAsync(NewLoggedModel.Create("0", "m"), Cancel)).ModelId;
        (int Limit, Func<string, Task> Store)[] cases =
        [
            (RegistryRules.MaxNameLength, async name => await Store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(name), Cancel)),
            (LogRules.MaxKeyLength, async key => await Store.Models.SetModelTagsAsync(model, [new Tag(key, "v")], Cancel)),
            (256, async id => await Runs.LogInputsAsync(LogInputs.Create(run, modelIds: [id]), Cancel)),
            (256, async id => await Store.Models.LogOutputsAsync(run, [new ModelOutput(id, 1)], Cancel)),
            (500, async name => await LogOnDatasetAsync(name, "1")),
            (36, async digest => await LogOnDatasetAsync("d", digest)),
        ];

        Task LogOnDatasetAsync(string name, string digest) =>
            Runs.LogAsync(LogBatch.ForMetric(run, new Metric("m", 1, 1, 1) { Link = new MetricLink(model, name, digest) }), Cancel);

        foreach (var (limit, store) in cases)
        {
            await store(Long(limit));
            await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => store(Long(limit + 1)));
        }
    }
}
