using System.Text.Json.Nodes;
using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Fluent;

public sealed class ActiveRunTests
{
    [Fact]
    public async Task Disposing_flushes_and_ends_as_finished_at_the_time_of_the_call()
    {
        await using var fixture = new ClientFixture();
        string id;
        await using (var run = await fixture.StartRunAsync("baseline"))
        {
            id = run.RunId;
            run.LogMetric("loss", 0.5);
            fixture.Time.Advance(TimeSpan.FromMilliseconds(7));
        }

        var stored = fixture.Store[id];
        stored.Points.ShouldHaveSingleItem();
        stored.Info.Status.ShouldBe(RunStatus.Finished);
        stored.Info.RunName.ShouldBe("baseline");
        stored.Info.StartTimeMs.ShouldBe(ClientFixture.StartMs);
        stored.Info.EndTimeMs.ShouldBe(ClientFixture.StartMs + 7);
    }

    [Fact]
    public async Task A_run_that_failed_ends_as_failed_and_says_why()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        run.Fail(new InvalidDataException("no rows"));
        await run.DisposeAsync();

        var stored = fixture.Store[run.RunId];
        stored.Info.Status.ShouldBe(RunStatus.Failed);
        stored.Tags["leat.failure"].ShouldBe("System.IO.InvalidDataException: no rows");
    }

    [Fact]
    public async Task A_run_that_has_ended_takes_no_more()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        await run.EndAsync(RunStatus.Killed, ClientFixture.Token);

        Should.Throw<InvalidOperationException>(() => run.LogMetric("loss", 1)).Message.ShouldContain("has ended");
        Should.Throw<InvalidOperationException>(() => run.LogText("a", "a.txt"));
        run.Fail();
        await run.DisposeAsync();

        fixture.Store[run.RunId].Info.Status.ShouldBe(RunStatus.Killed);
        fixture.Client.LoggingStatistics.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task New_runs_carry_context_tags_and_those_given_win()
    {
        await using var fixture = new ClientFixture(environment: new Dictionary<string, string>
        {
            ["MLFLOW_RUN_CONTEXT"] = """{"team": "vision", "mlflow.source.type": "JOB"}""",
        });

        var run = await fixture.StartRunAsync(options: new RunOptions
        {
            Description = "first try",
            Tags = new Dictionary<string, string> { ["team"] = "speech" },
        });

        var tags = fixture.Store[run.RunId].Tags;
        tags["mlflow.user"].ShouldBe(Environment.UserName);
        tags["mlflow.source.type"].ShouldBe("JOB");
        tags["mlflow.source.name"].ShouldContain("Leat.Client.Tests");
        tags["mlflow.note.content"].ShouldBe("first try");
        tags["team"].ShouldBe("speech");
        fixture.Store[run.RunId].Info.UserId.ShouldBe(Environment.UserName);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    public async Task A_run_context_that_is_no_object_is_refused(string context)
    {
        await using var fixture = new ClientFixture(
            environment: new Dictionary<string, string> { ["MLFLOW_RUN_CONTEXT"] = context });

        var thrown = await Should.ThrowAsync<LeatException>(fixture.StartRunAsync());

        thrown.Message.ShouldContain("MLFLOW_RUN_CONTEXT");
        fixture.Store.StoredRuns.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_description_given_twice_is_refused()
    {
        await using var fixture = new ClientFixture();

        var thrown = await Should.ThrowAsync<LeatException>(fixture.StartRunAsync(options: new RunOptions
        {
            Description = "a",
            Tags = new Dictionary<string, string> { ["mlflow.note.content"] = "b" },
        }));

        thrown.Code.ShouldBe(ErrorCode.InvalidParameterValue);
    }

    [Fact]
    public async Task A_run_gone_on_with_is_running_again_under_its_id()
    {
        await using var fixture = new ClientFixture();
        var first = await fixture.StartRunAsync("old");
        await first.EndAsync(RunStatus.Failed, ClientFixture.Token);

        await using var again = await fixture.StartRunAsync("new", new RunOptions
        {
            RunId = first.RunId,
            Tags = new Dictionary<string, string> { ["attempt"] = "2" },
        });

        again.RunId.ShouldBe(first.RunId);
        again.Name.ShouldBe("new");
        var stored = fixture.Store[first.RunId];
        stored.Info.Status.ShouldBe(RunStatus.Running);
        stored.Tags["attempt"].ShouldBe("2");
    }

    [Fact]
    public async Task A_deleted_run_is_not_gone_on_with_and_is_no_parent()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        await run.EndAsync(cancellationToken: ClientFixture.Token);
        await fixture.Client.DeleteRunAsync(run.RunId, ClientFixture.Token);

        var resumed = await Should.ThrowAsync<LeatException>(
            fixture.StartRunAsync(options: new RunOptions { RunId = run.RunId }));
        var nested = await Should.ThrowAsync<LeatException>(
            fixture.StartRunAsync(options: new RunOptions { ParentRunId = run.RunId }));

        resumed.Message.ShouldContain("because it is in the deleted state");
        nested.Message.ShouldContain("because it is in the deleted state");
    }

    [Fact]
    public async Task Nested_runs_of_a_clients_run_know_their_parent_and_experiment()
    {
        await using var fixture = new ClientFixture();
        fixture.Store.Add("7", "folds", LifecycleStage.Active);
        await using var parent = await fixture.StartRunAsync(options: new RunOptions { ExperimentId = "7" });

        await using var child = await parent.StartNestedAsync("fold 1", cancellationToken: ClientFixture.Token);

        child.ExperimentId.ShouldBe("7");
        child.ParentRunId.ShouldBe(parent.RunId);
        fixture.Store[child.RunId].Tags["mlflow.parentRunId"].ShouldBe(parent.RunId);
        fixture.Session.ActiveRun.ShouldBeNull();
    }

    [Fact]
    public async Task Artifacts_land_where_python_puts_them()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        var directory = Directory.CreateTempSubdirectory("leat");
        Directory.CreateDirectory(Path.Combine(directory.FullName, "sub"));
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "sub", "b.txt"), "b", ClientFixture.Token);
        var file = Path.Combine(directory.FullName, "a.txt");
        await File.WriteAllTextAsync(file, "a", ClientFixture.Token);

        await run.LogArtifactAsync(file, cancellationToken: ClientFixture.Token);
        run.LogArtifact(file, "kept");
        run.LogArtifacts(directory.FullName, "all");
        run.LogArtifact(directory.FullName, "dirs");
        run.LogText("über", "notes/n.txt");
        run.LogJson(new JsonObject { ["a"] = 1 }, "config.json");
        await run.DisposeAsync();
        directory.Delete(recursive: true);

        fixture.Artifacts.Paths.ShouldBe(
        [
            "a.txt", "all/a.txt", "all/sub/b.txt", "config.json", $"dirs/{directory.Name}/a.txt",
            $"dirs/{directory.Name}/sub/b.txt", "kept/a.txt", "notes/n.txt",
        ]);
        fixture.Artifacts.Text("notes/n.txt").ShouldBe("über");
        fixture.Artifacts.Text("config.json").ShouldBe("{\n  \"a\": 1\n}");
    }

    [Fact]
    public async Task A_file_that_is_not_there_throws_at_the_call()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        Should.Throw<FileNotFoundException>(() => run.LogArtifact("/nowhere/at/all.txt"));
        Should.Throw<DirectoryNotFoundException>(() => run.LogArtifacts("/nowhere/at/all"));
    }

    [Fact]
    public async Task Closing_the_client_stores_what_waits_and_closes_the_store()
    {
        var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        run.LogMetric("loss", 1);

        await fixture.Client.DisposeAsync();

        fixture.Store[run.RunId].Points.ShouldHaveSingleItem();
        fixture.Store.IsDisposed.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => run.LogMetric("loss", 2)).Message.ShouldContain("its client is closed");
        await Should.ThrowAsync<ObjectDisposedException>(fixture.StartRunAsync());
    }

    [Fact]
    public void A_queue_without_room_is_refused_rather_than_waited_for() =>
        Should.Throw<ArgumentOutOfRangeException>(
            () => new ClientFixture(new LoggingOptions { QueueCapacity = 0 })).Message.ShouldContain("QueueCapacity");

    [Fact]
    public async Task A_run_can_be_used_without_await()
    {
        await using var fixture = new ClientFixture();
        string id;
        using (var run = await fixture.StartRunAsync())
        {
            id = run.RunId;
            using var child = run.StartNested("child");
            child.LogParam("fold", 1);
        }

        fixture.Store[id].Info.Status.ShouldBe(RunStatus.Finished);
        fixture.Store.StoredRuns.Count().ShouldBe(2);
    }
}
