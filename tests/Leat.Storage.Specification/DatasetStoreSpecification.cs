using Leat.Core;

namespace Leat.Storage.Specification;

public abstract class DatasetStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private static readonly Dataset Iris = new("iris", "abc", "local", """{"uri": "x"}""", """{"a": 1}""", "first");

    [Fact]
    public async Task An_input_is_read_back_whole()
    {
        var run = await NewRunAsync();
        var input = new DatasetInput(Iris, [new Tag("mlflow.data.context", "training"), new Tag("x", "")]);
        await Runs.LogInputsAsync(LogInputs.Create(run, [input, new DatasetInput(new Dataset("b", "1", "code", ""), [])]), Cancel);

        var inputs = (await Runs.GetRunAsync(run, Cancel)).Inputs.Datasets;
        inputs.Count.ShouldBe(2);
        inputs[0].Dataset.ShouldBe(Iris);
        inputs[0].Tags.ShouldBe(input.Tags, ignoreOrder: true);
        inputs[1].Dataset.Schema.ShouldBeNull();
    }

    [Fact]
    public async Task A_dataset_that_a_run_has_already_is_left_as_it_is()
    {
        var run = await NewRunAsync();
        await Runs.LogInputsAsync(LogInputs.Create(run, [Input(Iris, "train")]), Cancel);
        await Runs.LogInputsAsync(LogInputs.Create(run, [Input(Iris, "eval"), Input(Iris, "other")]), Cancel);

        (await Runs.GetRunAsync(run, Cancel)).Inputs.Datasets.Single().Tags.ShouldBe([new Tag("mlflow.data.context", "train")]);
    }

    [Fact]
    public async Task What_the_first_user_said_of_a_dataset_stays()
    {
        var (one, two) = (await NewRunAsync(), await NewRunAsync());
        await Runs.LogInputsAsync(LogInputs.Create(one, [Input(Iris, "train")]), Cancel);
        await Runs.LogInputsAsync(LogInputs.Create(two, [Input(Iris with { Profile = "second" }, "eval")]), Cancel);

        (await Runs.GetRunAsync(two, Cancel)).Inputs.Datasets.Single().Dataset.Profile.ShouldBe("first");
    }

    [Fact]
    public async Task Another_source_of_the_same_data_is_kept_for_the_run_that_named_it()
    {
        var (one, two, three) = (await NewRunAsync(), await NewRunAsync(), await NewRunAsync());
        var moved = Iris with { Source = """{"uri": "y"}""" };
        var code = Iris with { SourceType = "code" };
        await Runs.LogInputsAsync(LogInputs.Create(one, [Input(Iris, "train")]), Cancel);
        await Runs.LogInputsAsync(LogInputs.Create(two, [Input(moved, "train")]), Cancel);
        await Runs.LogInputsAsync(LogInputs.Create(three, [Input(code, "train")]), Cancel);

        (await SourceAsync(one)).ShouldBe(Iris);
        (await SourceAsync(two)).ShouldBe(moved);
        (await SourceAsync(three)).ShouldBe(code);
        (await Store.Datasets.SearchDatasetsAsync(["0"], Cancel)).Count(summary => summary.Name == Iris.Name).ShouldBe(1);

        async Task<Dataset> SourceAsync(string run) => (await Runs.GetRunAsync(run, Cancel)).Inputs.Datasets.Single().Dataset;
    }

    [Fact]
    public async Task Summaries_list_each_dataset_and_context_once()
    {
        var experiment = await NewExperimentAsync();
        var (one, two) = (await NewRunAsync(experiment), await NewRunAsync(experiment));
        await Runs.LogInputsAsync(LogInputs.Create(one, [Input(Iris, "train"), new DatasetInput(Iris with { Digest = "d2" }, [])]), Cancel);
        await Runs.LogInputsAsync(LogInputs.Create(two, [Input(Iris, "train")]), Cancel);

        (await Store.Datasets.SearchDatasetsAsync([experiment, "888"], Cancel)).ShouldBe(
            [new DatasetSummary(experiment, "iris", "abc", "train"), new DatasetSummary(experiment, "iris", "d2", null)],
            ignoreOrder: true);
        (await Store.Datasets.SearchDatasetsAsync(["888"], Cancel)).ShouldBeEmpty();
    }

    private static DatasetInput Input(Dataset dataset, string context) => new(dataset, [new Tag("mlflow.data.context", context)]);
}
