using Leat.Core;

namespace Leat.Client.Tests.EndToEnd;

/// <summary>The behaviour of a client on a real store, wherever that is.</summary>
public abstract class ClientSpecification(IStoreUnderTest store)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_run_logs_is_read_back()
    {
        await using var client = await ConnectAsync();
        var experiment = await client.GetOrCreateExperimentAsync(NewName(), Token);
        string id;
        await using (var run = await client.StartRunAsync(experiment.ExperimentId, "all of it", cancellationToken: Token))
        {
            id = run.RunId;
            run.LogParams(("depth", 6), ("rate", 0.1), ("note", "späße 🚀"));
            for (var step = 0; step < 5_000; step++)
                run.LogMetric("loss", 1.0 / (step + 1), step);
            run.LogMetric("broken", double.NaN);
            run.LogMetric("endless", double.PositiveInfinity);
            run.SetTag("team", "vision");
            run.LogInput(new Dataset("iris", "0a1b2c3d", "local", "{}", "{}", """{"num_rows":150}"""), "training");
        }

        var stored = await client.GetRunAsync(id, Token);
        stored.Info.Status.ShouldBe(RunStatus.Finished);
        stored.Info.RunName.ShouldBe("all of it");
        stored.Info.EndTimeMs.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(stored.Info.StartTimeMs);
        stored.Data.Params.OrderBy(p => p.Key, StringComparer.Ordinal)
            .ShouldBe([new Param("depth", "6"), new Param("note", "späße 🚀"), new Param("rate", "0.1")]);
        stored.Data.Tags.ShouldContain(new Tag("team", "vision"));
        stored.Data.Tags.ShouldContain(new Tag("mlflow.source.type", "LOCAL"));
        stored.Data.Metrics.Single(metric => metric.Key == "loss").Step.ShouldBe(4_999);
        stored.Data.Metrics.Single(metric => metric.Key == "broken").Value.ShouldBe(double.NaN);
        stored.Data.Metrics.Single(metric => metric.Key == "endless").Value.ShouldBe(double.MaxValue);
        stored.Inputs.Datasets.ShouldHaveSingleItem().Dataset.Profile.ShouldBe("""{"num_rows":150}""");
        var steps = new List<long>();
        await foreach (var point in client.GetMetricHistoryAsync(id, "loss", Token))
            steps.Add(point.Step);
        steps.Order().ShouldBe(Enumerable.Range(0, 5_000).Select(i => (long)i));
        (await client.SearchDatasetsAsync([experiment.ExperimentId], Token)).ShouldBe(
            [new DatasetSummary(experiment.ExperimentId, "iris", "0a1b2c3d", "training")]);
    }

    [Fact]
    public async Task Histories_of_several_runs_come_together_and_thinned()
    {
        await using var client = await ConnectAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            await using var run = await client.StartRunAsync(Experiment.DefaultId, cancellationToken: Token);
            ids.Add(run.RunId);
            for (var step = 0; step < 100; step++)
                run.LogMetric("m", i, step);
        }

        var histories = await client.GetMetricHistoriesAsync(ids, "m", 250, Token);
        var sampled = await client.SampleMetricHistoriesAsync(ids, "m", maxResults: 10, cancellationToken: Token);

        histories.Select(history => history.Points.Count).ShouldBe([100, 100, 50]);
        histories.Select(history => history.RunId).ShouldBe(ids.Order(StringComparer.Ordinal));
        sampled.Count.ShouldBe(3);
        sampled.ShouldAllBe(history => history.Points.Count >= 10 && history.Points.Count < 20);
    }

    [Fact]
    public async Task A_changed_param_is_told_with_the_stores_words_and_its_neighbours_are_kept()
    {
        await using var client = await ConnectAsync();
        var run = await client.StartRunAsync(Experiment.DefaultId, cancellationToken: Token);
        run.LogParam("depth", 6);
        await run.FlushAsync(Token);

        run.LogParam("rate", 0.1);
        run.LogParam("depth", 7);
        run.LogMetric("loss", 1);
        var thrown = await Should.ThrowAsync<LeatException>(run.EndAsync(cancellationToken: Token));

        thrown.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        thrown.Message.ShouldContain("depth");
        var stored = await client.GetRunAsync(run.RunId, Token);
        stored.Data.Params.OrderBy(p => p.Key, StringComparer.Ordinal).ShouldBe([new Param("depth", "6"), new Param("rate", "0.1")]);
        stored.Data.Metrics.ShouldHaveSingleItem();
        stored.Info.Status.ShouldBe(RunStatus.Finished);
    }

    [Fact]
    public async Task Nested_runs_are_found_by_their_parent()
    {
        await using var client = await ConnectAsync();
        await using var parent = await client.StartRunAsync(Experiment.DefaultId, cancellationToken: Token);
        for (var fold = 0; fold < 3; fold++)
        {
            await using var child = await parent.StartNestedAsync($"fold {fold}", cancellationToken: Token);
            child.LogMetric("accuracy", fold);
        }

        var names = new List<string>();
        await foreach (var run in client.SearchRunsAsync(
            [Experiment.DefaultId], $"tags.mlflow.parentRunId = '{parent.RunId}'", ["metrics.accuracy DESC"], pageSize: 2,
            cancellationToken: Token))
            names.Add(run.Info.RunName);

        names.ShouldBe(["fold 2", "fold 1", "fold 0"]);
    }

    [Fact]
    public async Task Experiments_live_die_and_come_back()
    {
        await using var client = await ConnectAsync();
        var name = NewName();
        var id = await client.CreateExperimentAsync(
            name, tags: new Dictionary<string, string> { ["a"] = "1" }, cancellationToken: Token);

        await client.SetExperimentTagAsync(id, "b", "2", Token);
        await client.DeleteExperimentTagAsync(id, "a", Token);
        await client.RenameExperimentAsync(id, name + " renamed", Token);
        var experiment = await client.GetExperimentAsync(id, Token);
        experiment.Name.ShouldBe(name + " renamed");
        experiment.Tags.ShouldBe([new Tag("b", "2")]);
        (await client.FindExperimentByNameAsync(name, Token)).ShouldBeNull();

        await client.DeleteExperimentAsync(id, Token);
        await Should.ThrowAsync<LeatException>(client.GetOrCreateExperimentAsync(name + " renamed", Token));
        await client.RestoreExperimentAsync(id, Token);

        var found = new List<string>();
        await foreach (var each in client.SearchExperimentsAsync($"name = '{name} renamed'", pageSize: 1, cancellationToken: Token))
            found.Add(each.ExperimentId);
        found.ShouldBe([id]);
        (await Should.ThrowAsync<LeatException>(client.CreateExperimentAsync(name + " renamed", cancellationToken: Token)))
            .Code.ShouldBe(ErrorCode.ResourceAlreadyExists);
    }

    [Fact]
    public async Task Runs_are_made_changed_deleted_and_restored()
    {
        await using var client = await ConnectAsync();
        var run = await client.CreateRunAsync(Experiment.DefaultId, "first", cancellationToken: Token);
        var id = run.Info.RunId;

        await client.LogMetricAsync(id, "m", 1.5, step: 2, cancellationToken: Token);
        await client.LogParamAsync(id, "p", true, Token);
        await client.SetTagAsync(id, "t", "v", Token);
        await client.SetTagAsync(id, "gone", "v", Token);
        await client.DeleteTagAsync(id, "gone", Token);
        await client.UpdateRunAsync(id, name: "second", cancellationToken: Token);
        await client.SetTerminatedAsync(id, RunStatus.Failed, cancellationToken: Token);
        await client.DeleteRunAsync(id, Token);

        var stored = await client.GetRunAsync(id, Token);
        stored.Info.LifecycleStage.ShouldBe(LifecycleStage.Deleted);
        stored.Info.Status.ShouldBe(RunStatus.Failed);
        stored.Info.RunName.ShouldBe("second");
        stored.Data.Params.ShouldBe([new Param("p", "True")]);
        stored.Data.Tags.ShouldContain(new Tag("t", "v"));
        stored.Data.Tags.ShouldNotContain(tag => tag.Key == "gone");
        (await Should.ThrowAsync<LeatException>(client.LogMetricAsync(id, "m", 1, cancellationToken: Token)))
            .Code.ShouldBe(ErrorCode.InvalidParameterValue);
        await client.RestoreRunAsync(id, Token);
        (await client.GetRunAsync(id, Token)).Info.LifecycleStage.ShouldBe(LifecycleStage.Active);
    }

    [Fact]
    public async Task A_missing_object_is_reported_with_its_code()
    {
        await using var client = await ConnectAsync();
        var absent = new string('0', 32);

        (await Should.ThrowAsync<LeatException>(client.GetRunAsync(absent, Token))).Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
        (await Should.ThrowAsync<LeatException>(client.GetExperimentAsync("987654", Token))).Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
        (await Should.ThrowAsync<LeatException>(client.StartRunAsync("987654", cancellationToken: Token)))
            .Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
        (await client.GetMetricHistoriesAsync([absent], "m", cancellationToken: Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Artifacts_go_up_and_come_down_whole()
    {
        await using var client = await ConnectAsync();
        var experimentId = await client.CreateExperimentAsync(NewName(), ArtifactLocation(), cancellationToken: Token);
        await using var run = await client.StartRunAsync(experimentId, cancellationToken: Token);
        using var local = new TemporaryDirectory();
        var bytes = new byte[3_000_000];
        Random.Shared.NextBytes(bytes);
        await File.WriteAllBytesAsync(local.File("model.bin"), bytes, Token);

        await run.LogArtifactAsync(local.File("model.bin"), "model", Token);
        run.LogText("hello", "odd names/100% 1?ü.txt");
        await run.FlushAsync(Token);

        var entries = new List<string>();
        await foreach (var entry in client.ListArtifactsAsync(run.RunId, cancellationToken: Token))
            entries.Add($"{entry.Path} {entry.IsDirectory}");
        entries.ShouldBe(["model True", "odd names True"]);
        var copy = await client.DownloadArtifactsAsync(run.RunId, "model/model.bin", local.File("copy"), Token);
        (await File.ReadAllBytesAsync(copy, Token)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        await using var text = await client.OpenArtifactAsync(run.RunId, "odd names/100% 1?ü.txt", Token);
        (await new StreamReader(text.Stream).ReadToEndAsync(Token)).ShouldBe("hello");
    }

    [Theory]
    [InlineData("a%20b.txt")]
    [InlineData("%2e%2e")]
    [InlineData("%ff%zz%")]
    [InlineData("a\\b")]
    [InlineData("q?x=1&y+z")]
    [InlineData("a:b")]
    [InlineData("a\nb")]
    public async Task A_name_of_an_artifact_comes_back_as_it_was(string name)
    {
        await using var client = await ConnectAsync();
        var experimentId = await client.CreateExperimentAsync(NewName(), ArtifactLocation(), cancellationToken: Token);
        await using var run = await client.StartRunAsync(experimentId, cancellationToken: Token);
        using var local = new TemporaryDirectory();

        await run.LogTextAsync(name, "dir/" + name, Token);
        await run.LogTextAsync("other", "dir/" + Uri.EscapeDataString(name), Token);

        var copy = await client.DownloadArtifactsAsync(run.RunId, "dir/" + name, local.File("copy"), Token);
        (await File.ReadAllTextAsync(copy, Token)).ShouldBe(name);
        (await client.ListArtifactsAsync(run.RunId, "dir", Token).Select(entry => entry.Path).ToListAsync(Token))
            .ShouldBe(new[] { "dir/" + name, "dir/" + Uri.EscapeDataString(name) }.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("/etc/evil.txt")]
    [InlineData("%2e%2e/evil.txt")]
    public async Task No_call_reaches_the_files_of_another_run(string path)
    {
        await using var client = await ConnectAsync();
        var experimentId = await client.CreateExperimentAsync(NewName(), ArtifactLocation(), cancellationToken: Token);
        await using var run = await client.StartRunAsync(experimentId, cancellationToken: Token);
        using var local = new TemporaryDirectory();
        await File.WriteAllTextAsync(local.File("file"), "x", Token);
        using var stream = new MemoryStream([1]);

        Func<Task>[] calls =
        [
            () => run.LogTextAsync("x", path, Token),
            () => run.LogJsonAsync(null, path, Token),
            () => run.LogStreamAsync(stream, path, Token),
            () => run.LogArtifactAsync(local.File("file"), path, Token),
            () => run.LogArtifactsAsync(local.File(""), path, Token),
            () => client.LogTextAsync(run.RunId, "x", path, Token),
            () => client.LogStreamAsync(run.RunId, stream, path, Token),
            () => client.LogArtifactAsync(run.RunId, local.File("file"), path, Token),
            () => client.LogArtifactsAsync(run.RunId, local.File(""), path, Token),
            () => client.OpenArtifactAsync(run.RunId, path, Token),
            () => client.DownloadArtifactsAsync(run.RunId, path, local.File("copy"), Token),
            async () => await client.ListArtifactsAsync(run.RunId, path, Token).ToListAsync(Token),
        ];
        foreach (var call in calls)
            (await Should.ThrowAsync<LeatException>(call)).Message.ShouldBe("Invalid path");
        Should.Throw<LeatException>(() => run.LogText("x", path)).Message.ShouldBe("Invalid path");
        Should.Throw<LeatException>(() => run.LogJson(null, path)).Message.ShouldBe("Invalid path");
        Should.Throw<LeatException>(() => run.LogArtifact(local.File("file"), path)).Message.ShouldBe("Invalid path");
        Should.Throw<LeatException>(() => run.LogArtifacts(local.File(""), path)).Message.ShouldBe("Invalid path");
    }

    /// <summary>Location of the artifacts of a test's experiment; null for the store's default.</summary>
    protected virtual string? ArtifactLocation() => null;

    private static string NewName() => $"experiment {Guid.NewGuid():N}";

    private Task<LeatClient> ConnectAsync() => LeatClient.ConnectAsync(store.TrackingUri, new LeatClientOptions(), Token);
}
