using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>What searches over the model registry find, in which order and pages.</summary>
public abstract class RegistrySearchSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private IRegistryStore Registry => Store.Registry;

    [Theory]
    [InlineData("name = 'beta'", "beta")]
    [InlineData("name != 'beta'", "Alpha gamma")]
    [InlineData("name LIKE '%a'", "Alpha beta gamma")]
    [InlineData("name like 'a%'", "")]
    [InlineData("name ilike 'a%'", "Alpha")]
    [InlineData("attribute.name LIKE '_eta'", "beta")]
    [InlineData("tags.team = 'x'", "Alpha gamma")]
    [InlineData("tags.team = 'x' AND tags.n != '1'", "gamma")]
    [InlineData("tags.n LIKE '%' and tag.n ILIKE '3'", "gamma")]
    [InlineData("tags.n = '1' AND tags.n = '3'", "")]
    [InlineData("tags.nobody = 'x'", "")]
    [InlineData("tags.nobody != 'x'", "")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true'", "prompt")]
    [InlineData("tag.`mlflow.prompt.is_prompt` != 'false' AND name LIKE 'p%'", "prompt")]
    [InlineData("tags.`mlflow.prompt.is_prompt` != 'true'", "Alpha beta gamma")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'false' AND tags.team = 'y'", "beta")]
    [InlineData("tags.`mlflow.prompt.is_prompt` LIKE 't%'", "")]
    [InlineData("name = 'prompt'", "")]
    [InlineData(null, "Alpha beta gamma")]
    public async Task Models_are_found(string? filter, string expected)
    {
        await AddModelsAsync();

        var page = await Registry.SearchRegisteredModelsAsync(new RegisteredModelQuery { Filter = RegisteredModelSearch.ParseFilter(filter) }, Cancel);

        string.Join(' ', page.Items.Select(model => model.Name)).ShouldBe(expected);
        page.NextPageToken.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "Alpha beta gamma")]
    [InlineData("name DESC", "gamma beta Alpha")]
    [InlineData("timestamp desc", "beta gamma Alpha")]
    [InlineData("last_updated_timestamp", "Alpha gamma beta")]
    public async Task Models_are_ordered(string orderBy, string expected)
    {
        await AddModelsAsync();
        await Registry.UpdateRegisteredModelAsync("beta", "later", Cancel);

        var page = await Registry.SearchRegisteredModelsAsync(
            new RegisteredModelQuery { OrderBy = RegisteredModelSearch.ParseOrderBy(orderBy.Length == 0 ? [] : [orderBy]) }, Cancel);

        string.Join(' ', page.Items.Select(model => model.Name)).ShouldBe(expected);
    }

    [Fact]
    public async Task Found_models_are_whole()
    {
        await AddModelsAsync();
        await AddVersionsAsync();
        await Registry.SetAliasAsync("Alpha", "champion", 2, Cancel);

        var model = (await Registry.SearchRegisteredModelsAsync(new RegisteredModelQuery { Filter = RegisteredModelSearch.ParseFilter("name = 'Alpha'") }, Cancel)).Items.Single();

        model.Tags.ShouldBe([new Tag("n", "1"), new Tag("team", "x")]);
        model.Aliases.ShouldBe([new ModelAlias("champion", 2)]);
        model.LatestVersions.Single().Version.ShouldBe(3);
        model.LatestVersions.Single().Aliases.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("name = 'Alpha'", "Alpha3 Alpha2 Alpha1")]
    [InlineData("name ILIKE 'alpha' AND version_number > 1", "Alpha3 Alpha2")]
    [InlineData("version_number = 1", "beta1 Alpha1")]
    [InlineData("version_number != 1 AND version_number <= '2'", "Alpha2")]
    [InlineData("version_number >= 2.5", "Alpha3")]
    [InlineData("version_number = 'a'", "")]
    [InlineData("version_number != 'a'", "")]
    [InlineData("version_number < 'a'", "")]
    [InlineData("run_id = 'r1'", "beta1 Alpha1")]
    [InlineData("run_id IN ('r1', 'R2') AND name = 'Alpha'", "Alpha2 Alpha1")]
    [InlineData("run_id in ('r2')", "")]
    [InlineData("run_id != 'r1'", "Alpha3 Alpha2")]
    [InlineData("source_path = 's3://b/2'", "Alpha2")]
    [InlineData("source_path LIKE 's3://b/%' AND tags.t = 'x'", "Alpha1")]
    [InlineData("source_path ILIKE 'S3://B/1'", "Alpha1")]
    [InlineData("tags.t != 'x'", "Alpha2")]
    [InlineData("tags.nobody != 'x'", "")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true'", "prompt1")]
    [InlineData("tags.`mlflow.prompt.is_prompt` != 'true' AND run_id = 'r1'", "beta1 Alpha1")]
    [InlineData("name = 'prompt'", "")]
    [InlineData("", "Alpha3 beta1 Alpha2 Alpha1")]
    public async Task Versions_are_found_those_updated_last_first(string filter, string expected)
    {
        await AddModelsAsync();
        await AddVersionsAsync();

        (await VersionsAsync(new ModelVersionQuery { Filter = ModelVersionSearch.ParseFilter(filter) })).ShouldBe(expected);
    }

    [Theory]
    [InlineData("version_number ASC", "Alpha1 beta1 Alpha2 Alpha3")]
    [InlineData("version_number", "Alpha1 beta1 Alpha2 Alpha3")]
    [InlineData("name DESC", "beta1 Alpha3 Alpha2 Alpha1")]
    [InlineData("creation_timestamp", "Alpha1 Alpha2 beta1 Alpha3")]
    [InlineData("last_updated_timestamp DESC", "Alpha1 Alpha3 beta1 Alpha2")]
    public async Task Versions_are_ordered(string orderBy, string expected)
    {
        await AddModelsAsync();
        await AddVersionsAsync();
        await Registry.UpdateModelVersionAsync("Alpha", 1, "later", Cancel);

        (await VersionsAsync(new ModelVersionQuery { OrderBy = ModelVersionSearch.ParseOrderBy([orderBy]) })).ShouldBe(expected);
    }

    [Fact]
    public async Task Numbers_are_ordered_as_numbers()
    {
        await Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("m"), Cancel);
        for (var i = 0; i < 11; i++)
            await Registry.CreateModelVersionAsync(NewModelVersion.Create("m", "s3://b/m"), Cancel);

        (await VersionsAsync(new ModelVersionQuery { OrderBy = ModelVersionSearch.ParseOrderBy(["version_number DESC"]), MaxResults = 3 })).ShouldBe("m11 m10 m9");
    }

    [Fact]
    public async Task Pages_cover_everything_once_and_the_last_has_no_token()
    {
        await AddModelsAsync();
        await AddVersionsAsync();

        var first = await Registry.SearchModelVersionsAsync(new ModelVersionQuery { MaxResults = 3 }, Cancel);
        var second = await Registry.SearchModelVersionsAsync(
            new ModelVersionQuery { MaxResults = 3, PageToken = first.NextPageToken }, Cancel);
        (first.Items.Count, second.Items.Count, second.NextPageToken).ShouldBe((3, 1, null));
        first.Items.Concat(second.Items).Distinct().Count().ShouldBe(4);

        // Exactly full: nothing follows.
        (await Registry.SearchModelVersionsAsync(new ModelVersionQuery { MaxResults = 4 }, Cancel)).NextPageToken.ShouldBeNull();
        var models = await Registry.SearchRegisteredModelsAsync(new RegisteredModelQuery { MaxResults = 2 }, Cancel);
        models.Items.Select(model => model.Name).ShouldBe(["Alpha", "beta"]);
        (await Registry.SearchRegisteredModelsAsync(new RegisteredModelQuery { PageToken = models.NextPageToken }, Cancel)).Items
            .Single().Name.ShouldBe("gamma");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(200_001)]
    public async Task A_page_size_out_of_range_is_refused(long maxResults)
    {
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue,
            () => Registry.SearchModelVersionsAsync(new ModelVersionQuery { MaxResults = maxResults }, Cancel));
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue,
            () => Registry.SearchRegisteredModelsAsync(new RegisteredModelQuery { MaxResults = maxResults }, Cancel));
    }

    private async Task AddModelsAsync()
    {
        await AddAsync("Alpha", [new Tag("team", "x"), new Tag("n", "1")]);
        await AddAsync("prompt", [new Tag(PromptTags.IsPrompt, "true")]);
        await AddAsync("gamma", [new Tag("team", "x"), new Tag("n", "3")]);
        await AddAsync("beta", [new Tag("team", "y")]);

        Task AddAsync(string name, Tag[] tags) =>
            Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(name, tags: tags), Cancel);
    }

    private async Task AddVersionsAsync()
    {
        await AddAsync("Alpha", "s3://b/1", "r1", new Tag("t", "x"));
        await AddAsync("Alpha", "s3://b/2", "R2", new Tag("t", "y"), new Tag("u", "1"));
        await AddAsync("prompt", "dummy-source", "", new Tag(PromptTags.IsPrompt, "true"));
        await AddAsync("beta", "s3://b/3", "r1");
        await AddAsync("Alpha", "s3://b/4", "");

        Task AddAsync(string name, string source, string runId, params Tag[] tags) =>
            Registry.CreateModelVersionAsync(NewModelVersion.Create(name, source, runId, tags: tags), Cancel);
    }

    private async Task<string> VersionsAsync(ModelVersionQuery query) => string.Join(
        ' ', (await Registry.SearchModelVersionsAsync(query, Cancel)).Items.Select(version => $"{version.Name}{version.Version}"));
}
