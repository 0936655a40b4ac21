using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Storage.Files;
using Leat.Transfer.Mlruns;
using Leat.Transfer.Stores;

namespace Leat.Transfer.Tests.Export;

/// <summary>What came from a real directory of MLflow's file store is, exported, the same directory again.</summary>
public sealed class MlrunsExporterTests : TransferTest
{
    private const string Baseline = "453376593038408141/922cebf684e0479e82663e1a054146e2";

    private string Root => Path.Combine(Folder, "mlruns");

    private string Target => Path.Combine(Folder, "out", "mlruns");

    public override async ValueTask InitializeAsync()
    {
        await using var sample = typeof(TransferTest).Assembly.GetManifestResourceStream("mlruns-3.6.tar.gz")!;
        await using var plain = new GZipStream(sample, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(plain, Folder, overwriteFiles: false, Cancel);
    }

    [Fact]
    public async Task Its_files_say_what_those_of_the_original_do()
    {
        var report = await ExportSampleAsync();

        var (original, exported) = (FilesOf(Root), FilesOf(Target));
        original.Count.ShouldBeGreaterThan(70);
        exported.Keys.ShouldBe(original.Keys);
        foreach (var (path, text) in original)
            exported[path].ShouldBe(text, path);
        report.Counts.ShouldBe(
            [
                new(TransferKind.Experiment, 4), new(TransferKind.Run, 6), new(TransferKind.LoggedModel, 3), new(TransferKind.RegisteredModel, 2),
                new(TransferKind.ModelVersion, 2), new(TransferKind.Trace, 1),
            ]);
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Target)!).ShouldBe([Target]);
        File.Exists(Path.Combine(Target, ".leat-export")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_exported_can_be_imported_again_and_is_the_same()
    {
        await ExportSampleAsync();

        var again = await OpenTargetAsync("again.db");
        await using (var exported = MlrunsDirectory.Open(Target))
            (await new Importer(exported, again, new ImportOptions(), new NoProgress()).RunAsync(Cancel)).Notes.ShouldBeEmpty();
        (await VerifyWithoutPlacesAsync(again)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Spans_lie_where_their_trace_says()
    {
        await ExportSampleAsync();

        var trace = Path.Combine(Target, "453376593038408141", "traces", "tr-46254f5c03a786ac25d63ce98a945d43");
        var place = new Uri(await File.ReadAllTextAsync(Path.Combine(trace, "tags", TraceKeys.ArtifactLocation), Cancel)).LocalPath;
        File.Exists(Path.Combine(place, "traces.json")).ShouldBeTrue();
        File.Exists(Path.Combine(trace, "tags", TraceKeys.SpansLocation)).ShouldBeFalse();
    }

    [Fact]
    public async Task Some_experiments_can_be_chosen()
    {
        var report = await ExportSampleAsync("0", "694028721323757767");

        report.Counts.ShouldBe([new(TransferKind.Experiment, 2), new(TransferKind.Run, 1)]);
        FilesOf(Target).Keys.Select(path => path.Split('/')[0]).Distinct().ShouldBe([".trash", "0"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_cannot_be_a_file_is_left_out_and_noted()
    {
        var info = new RunInfo("r1", "1", "run", "ada", RunStatus.Finished, 1, 2, "s3://b/r1", LifecycleStage.Active);
        var logged = new BulkRun(info)
        {
            Params =
            [
                new("../../../escaped", "x"), new("/escaped", "x"), new("a", "1"), new("a/b", "2"), new("a/b/c", "3"), new("bad*key", "x"), new("", "x"), new(".", "x"),
                new(new string('k', 256), "x"), new("back\\slash", "x"), new("half", "\ud800"), new("fine/one", "line\nline"),
            ],
            Metrics =
            [
                new("m", [new(1, 5, double.NaN), new(2, 6, 0.1), new(2, 6, 0.1), new(-3, 7, 1e300)]), new("m/n", [new(1, 1, 1)]), new("none", []),
            ],
            Outputs = [new("../m", 1), new("m-1", 1), new("m-1", 2)],
            Inputs = new RunInputs([new(new Dataset("ab", "c", "local", "{}"), []), new(new Dataset("a", "bc", "local", "{}"), [])]),
        };
        var source = new FakeSource
        {
            Experiments = [NewExperiment("1"), NewExperiment("models"), NewExperiment("..")],
            Runs = [logged, new BulkRun(info with { RunId = "tags" }), new BulkRun(info with { RunId = "../r2" }), new BulkRun(info with { RunId = "r3", ExperimentId = ".." })],
            Models =
            [
                new(new LoggedModel("../m", "1", "m", "", 1, 1, LoggedModelStatus.Ready, "", "", [], [], [])),
                new(new LoggedModel(
                    "m-2", "1", "m", "", 1, 1, LoggedModelStatus.Ready, "", "", [], [],
                    [new("", new("k", 1, 1, 1)), new("r1", new("k", 2, 1, 1, new(null, "my data", "d"))), new("r1", new("k", 3, 1, 1, new(null, "data", "d")))])),
            ],
            Registered = [NewRegistered("../../up"), NewRegistered("50%"), NewRegistered("fine")],
            Traces = [NewTrace("../t"), NewTrace("t-1")],
        };

        var report = await new MlrunsExporter(source, Target, null, new NoProgress()).RunAsync(Cancel);

        report.Notes.ShouldAllBe(note => note.IsLoss);
        report.Notes.Select(note => $"{note.Kind} {note.Id}: {note.Text}").ShouldBe(
            [
                "Experiment models: It was left out with all in it: 'models' has another meaning in MLflow's file store.",
                "Experiment ..: It was left out with all in it: MLflow's file store has no such ids.",
                "Run r1: The param '' was left out: only letters, digits, '_', '-', '.', ' ', ':' and '/' may stand in one, and it must be a plain path.",
                "Run r1: The param '.' was left out: only letters, digits, '_', '-', '.', ' ', ':' and '/' may stand in one, and it must be a plain path.",
                "Run r1: The param '../../../escaped' was left out: only letters, digits, '_', '-', '.', ' ', ':' and '/' may stand in one, and it must be a plain path.",
                "Run r1: The param '/escaped' was left out: only letters, digits, '_', '-', '.', ' ', ':' and '/' may stand in one, and it must be a plain path.",
                "Run r1: The param 'a/b' was left out: 'a' is a file, and cannot be a folder too.",
                "Run r1: The param 'a/b/c' was left out: 'a' is a file, and cannot be a folder too.",
                "Run r1: The param 'back\\slash' was left out: only letters, digits, '_', '-', '.', ' ', ':' and '/' may stand in one, and it must be a plain path.",
                "Run r1: The param 'bad*key' was left out: only letters, digits, '_', '-', '.', ' ', ':' and '/' may stand in one, and it must be a plain path.",
                "Run r1: The param 'half' was left out: its value is no valid Unicode.",
                $"Run r1: The param '{new string('k', 100)}' was left out: its name is longer than the 255 bytes of a file's.",
                "Run r1: That it used the dataset 'a' was left out: MLflow's file store cannot tell it from 'ab'.",
                "Run r1: That it made the model '../m' at step 1 was left out: a character stands in its name that names of files cannot have.",
                "Run r1: That it made the model 'm-1' at step 2 was left out: MLflow's file store keeps one step for it.",
                "Run r1: The metric 'm/n' was left out: 'm' is a file, and cannot be a folder too.",
                "Run tags: It was left out: 'tags' has another meaning in MLflow's file store.",
                "Run ../r2: It was left out: MLflow's file store has no such ids.",
                "Run r3: It was left out: its experiment '..' is not here.",
                "LoggedModel ../m: It was left out: a character stands in its name that names of files cannot have.",
                "LoggedModel m-2: A value of its metric 'k' was left out: MLflow's file store needs the run that logged it.",
                "LoggedModel m-2: The dataset 'my data' of its metric 'k' was left out: MLflow's file store needs a name and a digest without blanks.",
                "RegisteredModel ../../up: It was left out with its versions: a character stands in its name that names of files cannot have.",
                "RegisteredModel 50%: It was left out with its versions: a '%' stands in its name.",
                "Trace ../t: It was left out: a character stands in its name that names of files cannot have.",
                "Trace t-1: The assessment 'a-2' was left out: MLflow's file store has no issues.",
                "Trace t-1: Its link to the run r1 was left out: MLflow's file store has none.",
            ],
            ignoreOrder: true);
        report.Points.ShouldBe(3);
        Text("1/r1/metrics/m").ShouldBe("5 nan 1\n6 0.1 2\n7 1e+300 -3\n");
        Text("1/models/m-2/metrics/k").ShouldBe("1 2.0 1 r1\n1 3.0 1 r1 data d\n");
        Directory.EnumerateFiles(Path.Combine(Target, "1", "r1", "params"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe(["a", "one"], ignoreOrder: true);
        Directory.Exists(Path.Combine(Target, "1", "r1", "metrics", "none")).ShouldBeFalse();
        Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName).ShouldBe(["mlruns", "out"], ignoreOrder: true);
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Target)!).ShouldBe([Target]);
    }

    [Fact]
    public async Task The_number_of_a_deleted_version_is_not_given_again()
    {
        var source = new FakeSource { Registered = [NewRegistered("fine") with { LastVersion = 7 }] };

        await new MlrunsExporter(source, Target, null, new NoProgress()).RunAsync(Cancel);

        YamlReader.Read(Text("models/fine/version-7/meta.yaml"))["current_stage"].Text.ShouldBe("Deleted_Internal");
    }

    [Fact]
    public async Task An_export_that_fails_leaves_nothing()
    {
        var source = new FakeSource { Experiments = [NewExperiment("1")], Fault = new LeatException(ErrorCode.InternalError, "The source broke.") };

        await Should.ThrowAsync<LeatException>(() => new MlrunsExporter(source, Target, null, new NoProgress()).RunAsync(Cancel));

        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Target)!).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_export_left_is_removed_and_what_else_has_its_name_is_not()
    {
        var partial = $"{Target}.partial";
        Directory.CreateDirectory(Path.Combine(partial, "1"));
        await File.WriteAllTextAsync(Path.Combine(partial, "1", "mine"), "mine", Cancel);
        var source = new FakeSource { Experiments = [NewExperiment("1")] };

        var refusal = await Should.ThrowAsync<LeatException>(() => new MlrunsExporter(source, Target, null, new NoProgress()).RunAsync(Cancel));
        refusal.Message.ShouldContain("was not left by an export");
        File.Exists(Path.Combine(partial, "1", "mine")).ShouldBeTrue();

        var marker = Path.Combine(partial, ".leat-export");
        await using (var held = new FileStream(marker, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            (await Should.ThrowAsync<LeatException>(() => new MlrunsExporter(source, Target, null, new NoProgress()).RunAsync(Cancel)))
                .Message.ShouldStartWith("Another export is writing");
        }

        Directory.CreateDirectory(Target);
        await new MlrunsExporter(source, Target, null, new NoProgress()).RunAsync(Cancel);
        FilesOf(Target).Keys.ShouldBe(["1/meta.yaml"]);
        Directory.Exists(partial).ShouldBeFalse();
    }

    [Fact]
    public async Task A_directory_that_holds_something_is_refused()
    {
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "mine"), "mine", Cancel);

        (await Should.ThrowAsync<LeatException>(() => new MlrunsExporter(new FakeSource(), Target, null, new NoProgress()).RunAsync(Cancel)))
            .Code.ShouldBe(ErrorCode.ResourceAlreadyExists);
        Directory.EnumerateFileSystemEntries(Target).Count().ShouldBe(1);
    }

    /// <summary>Random texts in all places, random numbers, and the same seed each time.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_the_form_can_keep_comes_back_as_it_was(int seed)
    {
        var any = new AnyThing(new Random(seed));
        var store = await OpenTargetAsync("any.db");
        await new Importer(any.Source(), store, new ImportOptions(), new NoProgress()).RunAsync(Cancel);
        ExportReport report;
        await using (var source = new StoreSource(await OpenAsync("any.db"), "the store"))
            report = await new MlrunsExporter(source, Target, null, new NoProgress()).RunAsync(Cancel);
        report.Notes.Where(note => note.Kind != TransferKind.Other).ShouldAllBe(note => !note.IsLoss);
        report.Counts.Count.ShouldBe(6);

        var back = await OpenTargetAsync("back.db");
        await using (var exported = MlrunsDirectory.Open(Target))
            (await new Importer(exported, back, new ImportOptions(), new NoProgress()).RunAsync(Cancel)).Notes.ShouldBeEmpty();
        await using (var exported = MlrunsDirectory.Open(Target))
        {
            var there = await new Verifier(exported, store, new NoProgress()) { SpansMoved = true }.RunAsync(Cancel);
            there.Differences.ShouldBeEmpty();
            there.Points.ShouldBe(report.Points);
        }

        await using var original = new StoreSource(await OpenAsync("any.db"), "the store");
        (await new Verifier(original, back, new NoProgress()) { SpansMoved = true }.RunAsync(Cancel)).Differences.ShouldBeEmpty();
    }

    protected override Task<ITransferSource> OpenSourceAsync() => Task.FromResult<ITransferSource>(MlrunsDirectory.Open(Root));

    private async Task<ExportReport> ExportSampleAsync(params string[] experiments)
    {
        await ImportAsync(await OpenTargetAsync());
        await using var source = new StoreSource(await OpenAsync("leat.db"), "the store 'leat.db'");
        return await new MlrunsExporter(source, Target, experiments.Length == 0 ? null : experiments.ToHashSet(StringComparer.Ordinal), new NoProgress()).RunAsync(Cancel);
    }

    private async Task<VerifyReport> VerifyWithoutPlacesAsync(ITrackingStore target)
    {
        await using var source = await OpenSourceAsync();
        return await new Verifier(source, target, new NoProgress()) { SpansMoved = true }.RunAsync(Cancel);
    }

    private string Text(string path) => File.ReadAllText(Path.Combine(Target, path));

    /// <summary>The files of a file store by path, each as a text that is the same for the same meaning. Without the files of runs, which stay where
    /// they are, and the versions that MLflow hid.</summary>
    private static SortedDictionary<string, string> FilesOf(string root) => new(
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => !file.Path.StartsWith($"{Baseline}/artifacts/", StringComparison.Ordinal) && !file.Text.Contains("Deleted_Internal", StringComparison.Ordinal))
            .ToDictionary(file => file.Path, file => MeaningOf(file.Path, file.Text)),
        StringComparer.Ordinal);

    private static string MeaningOf(string path, string text)
    {
        if (path.EndsWith(".yaml", StringComparison.Ordinal))
            return Flat(YamlReader.Read(text), "");
        if (path.EndsWith("/traces.json", StringComparison.Ordinal))
            return JsonNode.Parse(text)!.ToJsonString();
        if (path.EndsWith($"/tags/{TraceKeys.ArtifactLocation}", StringComparison.Ordinal))
            return "";
        return path.Contains("/metrics/", StringComparison.Ordinal)
            ? string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => path.Contains("/models/", StringComparison.Ordinal) ? line : PointOf(line)).Order(StringComparer.Ordinal))
            : text;
    }

    /// <summary>A line of a run's metric as MLflow takes it: one that names a dataset has the step 0. Leat keeps the largest number for infinity.</summary>
    private static string PointOf(string line)
    {
        var fields = line.Split(' ');
        var value = fields[1] switch
        {
            "inf" => double.MaxValue,
            "-inf" => -double.MaxValue,
            "nan" => double.NaN,
            var number => double.Parse(number, CultureInfo.InvariantCulture),
        };
        return Invariant($"{fields[0]} {value:R} {(fields.Length == 3 ? fields[2] : "0")}");
    }

    /// <summary>The fields that are told, in order. What MLflow leaves out or writes as null is the same; a run was deleted when it was written.</summary>
    private static string Flat(YamlNode node, string path)
    {
        var lines = new StringBuilder();
        foreach (var (key, value) in node.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var name = $"{path}{key}";
            if (value.IsMap || value.IsList)
                lines.Append(Flat(value, $"{name}."));
            else if (value.Text is { } text)
                lines.Append(CultureInfo.InvariantCulture, $"{name}={(name == "deleted_time" ? "a time" : text)}\n");
        }

        return lines.ToString();
    }

    private static Experiment NewExperiment(string id) => new(id, $"experiment {id}", "", LifecycleStage.Active, 1, 2, []);

    private static BulkRegisteredModel NewRegistered(string name) => new(new RegisteredModel(name, 1, 2, "", [], [], []), [], 0);

    private static SourceTrace NewTrace(string id) => new(
        new Trace(new TraceInfo(id, "1", 1, 1, TraceState.Ok, [], [], [NewAssessment(id, "a-1", AssessmentKind.Feedback), NewAssessment(id, "a-2", AssessmentKind.Issue)]), []),
        ["r1"], Fault: null);

    private static Assessment NewAssessment(string trace, string id, AssessmentKind kind) => new(id, trace, "good", kind, "true", new AssessmentSource("HUMAN", "ada"), 1, 2);
}
