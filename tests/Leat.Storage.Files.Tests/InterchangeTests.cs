using System.Formats.Tar;
using System.IO.Compression;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Files.Tests;

/// <summary>One directory, used by Leat and by others: what any of them writes, all of them have.</summary>
public sealed class InterchangeTests(FileStoreFixture fixture) : IClassFixture<FileStoreFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Root { get; } = fixture.NewPath();

    [Fact]
    public async Task What_MLflow_wrote_is_shown_as_its_files_say()
    {
        ExtractSample();
        await using var store = await FileStoreFixture.OpenAsync(Root);
        var folder = new MlrunsFolder(Root, new Notes());
        var (runs, layout) = (new MlrunsRunReader(folder), new FileLayout(Root));
        var count = 0;
        foreach (var (id, path) in layout.Experiments())
        {
            var experiment = await store.Experiments.GetExperimentAsync(id, Cancel);
            experiment.ShouldBeEquivalentTo(new MlrunsExperimentReader(folder).Read(id, path)! with { Tags = experiment.Tags });
            var found = await SearchAsync(store, id, view: ViewType.All);
            foreach (var run in FileLayout.RunsIn(path).Where(run => MlrunsFolder.HasMeta(run.FullName)))
            {
                count++;
                var read = runs.ReadLogged(runs.ReadHead(id, run)!, path);
                var shown = await store.Runs.GetRunAsync(run.Name, Cancel);
                shown.Info.ShouldBe(read.Info);
                shown.Data.Params.ShouldBe(read.Params, ignoreOrder: true);
                shown.Data.Tags.ShouldBe(read.Tags, ignoreOrder: true);
                shown.Inputs.Datasets.Count.ShouldBe(read.Inputs.Datasets.Count);
                shown.Outputs.ShouldBe(read.Outputs, ignoreOrder: true);
                foreach (var series in read.Metrics)
                {
                    var points = (await store.Metrics.GetHistoryAsync(run.Name, series.Key, cancellationToken: Cancel)).Items;
                    points.ShouldBe(series.Points.Distinct(), ignoreOrder: true);
                }

                found.ShouldContain(one => one.Info.RunId == run.Name);
            }
        }

        count.ShouldBeGreaterThan(5);
        foreach (var model in layout.RegisteredModels().Where(model => MlrunsFolder.HasMeta(model.FullName)))
        {
            var read = new MlrunsModelReader(folder).ReadRegistered(model)!;
            (await store.Features.Registry!.GetRegisteredModelAsync(model.Name, Cancel)).Aliases.ShouldBe(read.Model.Aliases, ignoreOrder: true);
            foreach (var version in read.Versions)
                (await store.Features.Registry!.GetModelVersionAsync(model.Name, version.Version, Cancel)).Source.ShouldBe(version.Source);
        }

        foreach (var (id, path) in layout.Experiments())
        {
            foreach (var model in FileLayout.ModelsIn(path))
                (await store.Features.Models!.GetModelAsync(model.Name, allowDeleted: true, Cancel)).ExperimentId.ShouldBe(id);
            foreach (var trace in FileLayout.TracesIn(path))
                (await store.Features.Traces!.GetTraceInfoAsync(trace.Name, Cancel)).ExperimentId.ShouldBe(id);
        }
    }

    [Fact]
    public async Task What_another_program_changes_is_seen_by_single_reads_and_by_searches()
    {
        await using var store = await FileStoreFixture.OpenAsync(Root);
        var other = new OtherWriter(Root);
        other.MakeExperiment("123456789012345678", "theirs");
        var id = new string('a', 32);
        var run = other.MakeRun("123456789012345678", id, "first");
        OtherWriter.Append(run, "val/loss", 1, 0.5, 0);

        (await SearchAsync(store, "123456789012345678", "metrics.`val/loss` < 0.6")).ShouldHaveSingleItem().Info.RunName.ShouldBe("first");

        OtherWriter.Append(run, "val/loss", 2, 0.25, 1);
        OtherWriter.Write(run, "params", "lr", "0.1");
        OtherWriter.Write(run, "tags", "note", "one");
        var read = await store.Runs.GetRunAsync(id, Cancel);
        read.Data.Metrics.ShouldHaveSingleItem().Value.ShouldBe(0.25);
        read.Data.Params.ShouldBe([new Param("lr", "0.1")]);
        read.Data.Tags.ShouldContain(new Tag("note", "one"));

        // In place, with as many bytes, at once.
        OtherWriter.Write(run, "tags", "note", "two");
        (await store.Runs.GetRunAsync(id, Cancel)).Data.Tags.ShouldContain(new Tag("note", "two"));
        OtherWriter.WriteMeta(run, "123456789012345678", id, "first", 3, "active", "1700000005000");
        (await SearchAsync(store, "123456789012345678", "attributes.status = 'FINISHED'")).ShouldHaveSingleItem().Info.EndTimeMs.ShouldBe(1_700_000_005_000);
        File.Delete(Path.Combine(run, "tags", "note"));
        (await store.Runs.GetRunAsync(id, Cancel)).Data.Tags.ShouldNotContain(tag => tag.Key == "note");
        OtherWriter.WriteMeta(run, "123456789012345678", id, "first", 3, "deleted", "1700000005000");
        (await SearchAsync(store, "123456789012345678")).ShouldBeEmpty();

        OtherWriter.WriteExperiment(Path.Combine(Root, "123456789012345678"), "123456789012345678", "renamed", "active");
        (await store.Experiments.FindExperimentByNameAsync("renamed", Cancel))!.ExperimentId.ShouldBe("123456789012345678");
        Directory.Delete(run, recursive: true);
        await Should.ThrowAsync<LeatException>(() => store.Runs.GetRunAsync(id, Cancel));
        Directory.Delete(Path.Combine(Root, "123456789012345678"), recursive: true);
        (await store.Experiments.FindExperimentByNameAsync("renamed", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Files_that_are_too_large_are_left_out_alone_and_noted()
    {
        var notes = new List<string>();
        await using var store = await FileStoreFixture.OpenAsync(Root, note: notes.Add);
        var run = new OtherWriter(Root).MakeRun("0", new string('b', 32), "large");
        OtherWriter.Append(run, "loss", 1, 0.5, 0);
        (await SearchAsync(store, "0")).ShouldHaveSingleItem();

        // None of them takes room on the disk.
        Grow(Path.Combine(run, "metrics", "huge"), 3L << 30);
        Grow(Path.Combine(run, "metrics", "endless"), 17 << 20);
        Grow(Path.Combine(run, "tags", "long"), 17 << 20);
        for (var i = 0; i < 2; i++)
        {
            var shown = (await SearchAsync(store, "0")).ShouldHaveSingleItem().Data;
            shown.Metrics.Select(metric => metric.Key).ShouldBe(["loss"]);
            shown.Tags.ShouldNotContain(tag => tag.Key == "long");
        }

        foreach (var name in (string[])["huge", "endless", "long"])
            notes.Count(note => note.Contains(name, StringComparison.Ordinal)).ShouldBe(1, string.Join('\n', notes));
        OtherWriter.Append(run, "loss", 2, 0.25, 1);
        (await SearchAsync(store, "0")).ShouldHaveSingleItem().Data.Metrics.ShouldHaveSingleItem().Value.ShouldBe(0.25);
    }

    [Fact]
    public async Task What_is_stored_is_in_the_files_and_shown_again_without_the_index()
    {
        string runId, modelId;
        Run before;
        await using (var store = await FileStoreFixture.OpenAsync(Root))
        {
            var experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("mine", tags: [new Tag("team", "x")]), Cancel);
            runId = (await store.Runs.CreateRunAsync(NewRun.Create(experiment, "ours", "ann", 5), Cancel)).Info.RunId;
            modelId = (await store.Features.Models!.CreateModelAsync(NewLoggedModel.Create(experiment, "net", sourceRunId: runId), Cancel)).ModelId;
            await store.Runs.LogAsync(
                LogBatch.Create(
                    runId,
                    [new Metric("acc", 0.75, 10, 1, new MetricLink(modelId, "d", "1")), new Metric("acc", double.NaN, 11, 2), new Metric("a/b c", 1e300, 12, -3)],
                    [new Param("multi", "two\nlines"), new Param("empty", "")],
                    [new Tag("ünï", "✓")]),
                Cancel);
            await store.Runs.LogInputsAsync(LogInputs.Create(runId, [new DatasetInput(new Dataset("d", "1", "local", "{}"), [new Tag("mlflow.data.context", "training")])]), Cancel);
            await store.Runs.UpdateRunAsync(new RunUpdate(runId) { Status = RunStatus.Finished, EndTimeMs = 99 }, Cancel);
            var other = (await store.Runs.CreateRunAsync(NewRun.Create(experiment, "gone"), Cancel)).Info.RunId;
            await store.Runs.DeleteRunAsync(other, Cancel);
            await store.Features.Registry!.CreateRegisteredModelAsync(NewRegisteredModel.Create("reg"), Cancel);
            await store.Features.Registry!.CreateModelVersionAsync(NewModelVersion.Create("reg", "s3://b/m"), Cancel);
            await store.Features.Registry!.CreateModelVersionAsync(NewModelVersion.Create("reg", "s3://b/n"), Cancel);
            await store.Features.Registry!.SetAliasAsync("reg", "best", 1, Cancel);
            await store.Features.Registry!.DeleteModelVersionAsync("reg", 2, Cancel);
            before = await store.Runs.GetRunAsync(runId, Cancel);
        }

        File.ReadAllText(Directory.GetFiles(Root, "acc", SearchOption.AllDirectories).Single(path => !path.Contains("models", StringComparison.Ordinal))).ShouldBe("10 0.75 1\n11 nan 2\n");
        File.ReadAllText(Directory.GetFiles(Root, "acc", SearchOption.AllDirectories).Single(path => path.Contains("models", StringComparison.Ordinal))).ShouldBe($"10 0.75 1 {runId} d 1\n");
        foreach (var file in Directory.GetFiles(Root, ".leat*"))
            File.Delete(file);
        await using var again = await FileStoreFixture.OpenAsync(Root);
        (await again.Runs.GetRunAsync(runId, Cancel)).ShouldBeEquivalentTo(before);
        (await again.Experiments.FindExperimentByNameAsync("mine", Cancel))!.Tags.ShouldBe([new Tag("team", "x")]);
        (await again.Features.Models!.GetModelAsync(modelId, Cancel)).Metrics.ShouldHaveSingleItem().Metric.Value.ShouldBe(0.75);
        (await SearchAsync(again, before.Info.ExperimentId)).ShouldHaveSingleItem();
        (await again.Features.Registry!.GetVersionByAliasAsync("reg", "best", Cancel)).Version.ShouldBe(1);
        (await again.Features.Registry!.CreateModelVersionAsync(NewModelVersion.Create("reg", "s3://b/o"), Cancel)).Version.ShouldBe(3);
    }

    [Fact]
    public async Task Nothing_is_lost_when_eight_stores_and_another_program_log_at_once()
    {
        const int stores = 8;
        const int points = 40;
        await using var first = await FileStoreFixture.OpenAsync(Root);
        var shared = (await first.Runs.CreateRunAsync(NewRun.Create("0", "shared"), Cancel)).Info.RunId;
        var folder = Path.Combine(Root, "0", shared);
        var other = Task.Run(() =>
        {
            for (var i = 0; i < points; i++)
                OtherWriter.Append(folder, "loss", 1_000 + i, i, i);
        }, Cancel);
        var runs = await Task.WhenAll(Enumerable.Range(0, stores).Select(number => Task.Run(
            async () =>
            {
                await using var store = await FileStoreFixture.OpenAsync(Root);
                var own = (await store.Runs.CreateRunAsync(NewRun.Create("0", $"own {number}"), Cancel)).Info.RunId;
                for (var i = 0; i < points; i++)
                {
                    await store.Runs.LogAsync(LogBatch.Create(shared, [new Metric("loss", number, i, i)], tags: [new Tag($"t{number}.{i}", "x")]), Cancel);
                    await store.Runs.LogAsync(LogBatch.ForMetric(own, new Metric("loss", i, i, i)), Cancel);
                }

                return own;
            },
            Cancel)));
        await other;

        (await first.Metrics.GetHistoryAsync(shared, "loss", cancellationToken: Cancel)).Items.Count.ShouldBe((stores * points) + points);
        (await first.Runs.GetRunAsync(shared, Cancel)).Data.Tags.Count.ShouldBe((stores * points) + 1);
        File.ReadAllLines(Path.Combine(folder, "metrics", "loss")).Length.ShouldBe((stores * points) + points);
        (await SearchAsync(first, "0")).Select(run => run.Info.RunId).ShouldBe([shared, .. runs], ignoreOrder: true);
        foreach (var run in runs)
            (await first.Metrics.GetHistoryAsync(run, "loss", cancellationToken: Cancel)).Items.Count.ShouldBe(points);
    }

    [Fact]
    public async Task What_a_killed_process_left_half_done_is_as_the_files_say()
    {
        var copy = Root + "-copy";
        string kept, lost;
        await using (var store = await FileStoreFixture.OpenAsync(Root))
        {
            kept = (await store.Runs.CreateRunAsync(NewRun.Create("0", "kept"), Cancel)).Info.RunId;
            lost = (await store.Runs.CreateRunAsync(NewRun.Create("0", "lost"), Cancel)).Info.RunId;
            await store.Runs.LogAsync(LogBatch.ForMetric(kept, new Metric("m", 1, 1, 1)), Cancel);
            await store.Features.Registry!.CreateRegisteredModelAsync(NewRegisteredModel.Create("half"), Cancel);

            // The index as a kill leaves it, open and not yet told to be whole.
            Copy(Root, copy);
        }

        // Of these, the index has what the files never got.
        Directory.Delete(Path.Combine(copy, "0", lost), recursive: true);
        Directory.Delete(Path.Combine(copy, "models", "half"), recursive: true);
        File.Delete(Path.Combine(copy, "0", kept, "metrics", "m"));
        File.Exists(Path.Combine(copy, ".leat-0.touched")).ShouldBeTrue();

        await using var after = await FileStoreFixture.OpenAsync(copy);
        await Should.ThrowAsync<LeatException>(() => ((FileStore)after).Index.Runs.GetRunAsync(lost, Cancel));
        (await SearchAsync(after, "0")).ShouldHaveSingleItem().Data.Metrics.ShouldBeEmpty();
        await Should.ThrowAsync<LeatException>(() => after.Features.Registry!.GetRegisteredModelAsync("half", Cancel));
    }

    [Fact]
    public async Task Links_are_neither_followed_nor_written_through()
    {
        var outside = Directory.CreateDirectory(Root + "-outside").FullName;
        var other = new OtherWriter(Root);
        string id;
        await using (var store = await FileStoreFixture.OpenAsync(Root))
        {
            id = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;
            var run = Path.Combine(Root, "0", id);
            File.WriteAllText(Path.Combine(outside, "secret"), "s");
            Directory.Delete(Path.Combine(run, "params"));
            Directory.CreateSymbolicLink(Path.Combine(run, "params"), outside);
            File.CreateSymbolicLink(Path.Combine(run, "tags", "linked"), Path.Combine(outside, "secret"));
            Directory.CreateSymbolicLink(Path.Combine(Root, "0", new string('b', 32)), other.MakeRun("../" + Path.GetFileName(outside), new string('b', 32), "x"));

            await Should.ThrowAsync<LeatException>(() => store.Runs.LogAsync(LogBatch.ForParam(id, new Param("p", "1")), Cancel));
            await Should.ThrowAsync<LeatException>(() => store.Runs.LogAsync(LogBatch.ForTag(id, new Tag("linked", "changed")), Cancel));
            var read = await store.Runs.GetRunAsync(id, Cancel);
            read.Data.Params.ShouldBeEmpty();
            read.Data.Tags.ShouldNotContain(tag => tag.Key == "linked");
            (await SearchAsync(store, "0")).ShouldHaveSingleItem();
            await Should.ThrowAsync<LeatException>(() => store.Runs.GetRunAsync("../../etc", Cancel));
            Should.Throw<LeatException>(() => new DiskFiles(Root).EnsureFolder(Path.Combine(Root, "..", "elsewhere")));
        }

        File.ReadAllText(Path.Combine(outside, "secret")).ShouldBe("s");
        File.Exists(Path.Combine(outside, "p")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_that_would_be_a_file_and_a_folder_is_refused_and_nothing_is_stored()
    {
        await using var store = await FileStoreFixture.OpenAsync(Root);
        var id = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;
        await store.Runs.LogAsync(LogBatch.ForMetric(id, new Metric("val", 1, 1, 1)), Cancel);

        foreach (var key in (string[])["val/loss", "val/a/b"])
        {
            var error = await Should.ThrowAsync<LeatException>(() => store.Runs.LogAsync(LogBatch.Create(id, [new Metric(key, 1, 1, 1), new Metric("fine", 1, 1, 1)]), Cancel));
            error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
            error.Message.ShouldContain("a slash makes a folder");
        }

        (await store.Runs.GetRunAsync(id, Cancel)).Data.Metrics.ShouldHaveSingleItem().Key.ShouldBe("val");
    }

    [Fact]
    public async Task A_line_that_is_being_written_counts_when_it_is_whole()
    {
        await using var store = await FileStoreFixture.OpenAsync(Root);
        var id = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;
        var file = Path.Combine(Root, "0", id, "metrics", "m");
        await File.AppendAllTextAsync(file, "10 1.0 1\n20 2.", Cancel);
        (await store.Metrics.GetHistoryAsync(id, "m", cancellationToken: Cancel)).Items.Count.ShouldBe(1);
        await File.AppendAllTextAsync(file, "5 2\n", Cancel);

        (await store.Metrics.GetHistoryAsync(id, "m", cancellationToken: Cancel)).Items.ShouldBe([new MetricPoint(1, 10, 1), new MetricPoint(2, 20, 2.5)]);
    }

    [Fact]
    public async Task A_used_directory_without_a_default_experiment_gets_none()
    {
        new OtherWriter(Root).MakeExperiment("7", "seven");
        await using var store = await FileStoreFixture.OpenAsync(Root);

        (await store.Experiments.SearchExperimentsAsync(new ExperimentQuery { View = ViewType.All }, Cancel)).Items.ShouldHaveSingleItem().Name.ShouldBe("seven");
        Directory.Exists(Path.Combine(Root, "0")).ShouldBeFalse();
    }

    private static async Task<IReadOnlyList<Run>> SearchAsync(ITrackingStore store, string experiment, string? filter = null, ViewType view = ViewType.ActiveOnly) =>
        (await store.Runs.SearchRunsAsync(
            new RunQuery { ExperimentIds = [experiment], Filter = RunSearch.ParseFilter(filter), View = view },
            Cancel)).Items;

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
            Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(file.Replace(from, to, StringComparison.Ordinal));
            source.CopyTo(target);
        }
    }

    private void ExtractSample()
    {
        Directory.CreateDirectory(Root);
        var into = Root + "-tar";
        Directory.CreateDirectory(into);
        using (var packed = new GZipStream(typeof(InterchangeTests).Assembly.GetManifestResourceStream("mlruns-3.6.tar.gz")!, CompressionMode.Decompress))
            TarFile.ExtractToDirectory(packed, into, overwriteFiles: false);
        var mlruns = Directory.GetDirectories(into, "*", SearchOption.AllDirectories).Prepend(into).First(folder => Directory.Exists(Path.Combine(folder, ".trash")));
        Directory.Delete(Root);
        Directory.Move(mlruns, Root);
    }

    private static void Grow(string path, long length)
    {
        using var file = new FileStream(path, FileMode.CreateNew);
        file.SetLength(length);
    }

    private sealed class Notes : IFileNotes
    {
        public void Add(FileNote note)
        {
        }
    }
}
