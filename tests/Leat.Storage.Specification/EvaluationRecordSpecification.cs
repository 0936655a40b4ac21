using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>The behaviour of every store with the records of evaluation datasets.</summary>
public abstract class EvaluationRecordSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private IEvaluationDatasetStore Datasets => Store.EvaluationDatasets;

    [Fact]
    public async Task Records_are_kept_as_they_came()
    {
        const string inputs = """{"q":  "\u00fc 日本 𝄞 \u0000 \ud83d", "n": [1.0, 1.50, 1e3, 123456789012345678901234567890], "z": 0e-31536000}""";
        var dataset = await NewAsync();

        var done = await UpsertAsync(
            dataset,
            $$$"""
            [{"inputs": {{{inputs}}}, "outputs": "plain", "expectations": {"b": null, "a": {"x": 1}}, "tags": {"mlflow.user": "ann", "n": 1},
              "source": {"source_type": "trace", "source_data": {"trace_id": "tr-1"}}, "unknown": 1}]
            """);

        done.ShouldBe(new EvaluationDatasetUpsert(1, 0));
        var record = (await ReadAllAsync(dataset)).Single();
        record.RecordId.ShouldMatch("^dr-[0-9a-f]{32}$");
        record.Inputs.ShouldBe(inputs);
        record.Outputs.ShouldBe("\"plain\"");
        record.Expectations.ShouldBe("""{"b": null, "a": {"x": 1}}""");
        record.Tags.ShouldBe("""{"mlflow.user": "ann", "n": 1}""");
        record.Source.ShouldBe("""{"source_type": "TRACE", "source_data": {"trace_id": "tr-1"}}""");
        record.SourceId.ShouldBe("tr-1");
        record.SourceType.ShouldBe("TRACE");
        record.CreatedBy.ShouldBe("ann");
        record.LastUpdatedBy.ShouldBe("ann");
        record.LastUpdateTimeMs.ShouldBe(record.CreatedTimeMs);
    }

    [Fact]
    public async Task What_is_left_out_is_as_in_MLflow()
    {
        var dataset = await NewAsync();

        await UpsertAsync(dataset, """[{"inputs": {"a": 1}}, {"inputs": {"a": 2}, "outputs": null, "expectations": null, "tags": null, "source": null}]""");

        var records = await ReadAllAsync(dataset);
        records.Select(record => record.Outputs).ShouldBe(["{}", null]);
        records.ShouldAllBe(record => record.Expectations == null && record.Tags == "{}" && record.Source == null && record.SourceType == null);
    }

    [Fact]
    public async Task The_same_inputs_come_to_one_record()
    {
        var dataset = await NewAsync();
        await UpsertAsync(
            dataset,
            """
            [{"inputs": {"a": 1, "b": "ü"}, "outputs": {"o": 1}, "expectations": {"x": 1, "y": 1.50}, "tags": {"t": "1"},
              "source": {"source_type": "HUMAN", "source_data": {"source_id": "s"}}}]
            """);
        var before = (await ReadAllAsync(dataset)).Single();

        var done = await UpsertAsync(
            dataset,
            """
            [{"inputs": {"b": "\u00fc",  "a": 1}, "outputs": [2], "expectations": {"z": {}, "x": 2}, "tags": {"mlflow.user": "bob"},
              "source": {"source_type": "CODE"}}]
            """);

        done.ShouldBe(new EvaluationDatasetUpsert(0, 1));
        var after = (await ReadAllAsync(dataset)).Single();
        after.ShouldBe(before with
        {
            Outputs = "[2]",
            Expectations = """{"x": 2, "y": 1.50, "z": {}}""",
            Tags = """{"t": "1", "mlflow.user": "bob"}""",
            LastUpdateTimeMs = after.LastUpdateTimeMs,
            LastUpdatedBy = "bob",
        });
        after.LastUpdateTimeMs.ShouldBeGreaterThan(before.LastUpdateTimeMs);
    }

    [Fact]
    public async Task Without_outputs_expectations_and_tags_a_repeat_leaves_them()
    {
        var dataset = await NewAsync();
        await UpsertAsync(dataset, """[{"inputs": {}, "outputs": 1, "expectations": {"x": 1}, "tags": {"mlflow.user": "ann"}}]""");

        await UpsertAsync(dataset, """[{"inputs": {}}, {"inputs": {}, "expectations": {}, "tags": {}}]""");

        var record = (await ReadAllAsync(dataset)).Single();
        (record.Outputs, record.Expectations, record.Tags, record.LastUpdatedBy).ShouldBe(("1", """{"x": 1}""", """{"mlflow.user": "ann"}""", "ann"));
        await UpsertAsync(dataset, """[{"inputs": {}, "outputs": null}]""");
        (await ReadAllAsync(dataset)).Single().Outputs.ShouldBeNull();
    }

    [Fact]
    public async Task Twins_within_one_call_are_merged_in_order()
    {
        var dataset = await NewAsync();

        var done = await UpsertAsync(
            dataset,
            """
            [{"inputs": {"a": 1}, "outputs": 1, "expectations": {"x": 1}}, {"inputs": {"a": 1.0}},
             {"inputs": {"a": 1}, "outputs": 2, "expectations": {"y": 2}}]
            """);

        done.ShouldBe(new EvaluationDatasetUpsert(2, 1));
        var records = await ReadAllAsync(dataset);
        records.Select(record => record.Inputs).ShouldBe(["""{"a": 1}""", """{"a": 1.0}"""]);
        (records[0].Outputs, records[0].Expectations).ShouldBe(("2", """{"x": 1, "y": 2}"""));
        (await GetAsync(dataset)).RecordCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_dataset_tells_of_its_records()
    {
        var dataset = await NewAsync();
        var empty = await GetAsync(dataset);

        await UpsertAsync(dataset, """[{"inputs": {"q": "x", "n": 1}, "expectations": {"e": 1.5}, "tags": {"mlflow.user": "ann"}}]""");
        var first = await GetAsync(dataset);
        await UpsertAsync(dataset, """[{"inputs": {"q": 1, "l": []}, "outputs": {"o": true}}]""");
        var second = await GetAsync(dataset);

        first.Schema.ShouldBe("""{"inputs": {"q": "string", "n": "integer"}, "outputs": {}, "expectations": {"e": "float"}, "version": "1.0"}""");
        second.Schema.ShouldBe(
            """{"inputs": {"q": "string", "n": "integer", "l": "array"}, "outputs": {"o": "boolean"}, "expectations": {"e": "float"}, "version": "1.0"}""");
        (first.RecordCount, second.RecordCount).ShouldBe((1, 2));
        new[] { empty.Digest, first.Digest, second.Digest }.ShouldBeUnique();
        first.LastUpdateTimeMs.ShouldBeGreaterThan(empty.LastUpdateTimeMs);
        (first.LastUpdatedBy, second.LastUpdatedBy).ShouldBe(("ann", "ann"));
    }

    [Fact]
    public async Task An_empty_list_has_no_records()
    {
        var dataset = await NewAsync();

        (await UpsertAsync(dataset, "[]")).ShouldBe(new EvaluationDatasetUpsert(0, 0));

        var read = await GetAsync(dataset);
        (read.RecordCount, read.Schema).ShouldBe((0, null));
        (await ReadAllAsync(dataset)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_dataset_takes_no_records_and_has_none()
    {
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => UpsertAsync("d-x", """[{"inputs": {}}]"""))).Message
            .ShouldBe("Evaluation dataset with id 'd-x' not found");
        (await Datasets.GetRecordsAsync("d-x", 10, null, Cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Datasets_do_not_share_records()
    {
        var (one, other) = (await NewAsync(), await NewAsync());

        await UpsertAsync(one, """[{"inputs": {"a": 1}}]""");

        (await UpsertAsync(other, """[{"inputs": {"a": 1}}]""")).Inserted.ShouldBe(1);
    }

    [Fact]
    public async Task Pages_follow_each_other_in_the_order_of_sending()
    {
        var dataset = await NewAsync();
        await Datasets.UpsertRecordsAsync(dataset, EvaluationRecords.Numbered(0, 1_200), Cancel);
        await Datasets.UpsertRecordsAsync(dataset, EvaluationRecords.Numbered(1_000, 1_300), Cancel);

        var inputs = new List<string>();
        string? token = null;
        do
        {
            var page = await Datasets.GetRecordsAsync(dataset, 500, token, Cancel);
            page.Items.Count.ShouldBeLessThanOrEqualTo(500);
            inputs.AddRange(page.Items.Select(record => record.Inputs));
            token = page.NextPageToken;
        }
        while (token is not null);

        inputs.ShouldBe(Enumerable.Range(0, 2_300).Select(i => $$"""{"i": {{i}}}"""));
        (await Datasets.GetRecordsAsync(dataset, 2_300, null, Cancel)).NextPageToken.ShouldBeNull();
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Datasets.GetRecordsAsync(dataset, 0, null, Cancel));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Datasets.GetRecordsAsync(dataset, 1, "x", Cancel));
    }

    [Fact]
    public async Task Long_records_of_megabytes_are_kept()
    {
        var dataset = await NewAsync();
        var text = new string('ü', 1_500_000);

        await UpsertAsync(dataset, $$"""[{"inputs": {"a": 1}, "outputs": "{{text}}"}, {"inputs": {"a": 2}, "outputs": "{{text}}"}]""");

        (await ReadAllAsync(dataset)).ShouldAllBe(record => record.Outputs!.Length == text.Length + 2);
    }

    [Fact]
    public async Task Sent_many_times_at_once_records_are_there_once()
    {
        var dataset = await NewAsync();

        var done = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => UpsertAsync(
            dataset, $$$"""[{"inputs": {"a": 1}, "expectations": {"e{{{i}}}": {{{i}}}}}, {"inputs": {"a": 2}, "outputs": {"o": 1}}]""")));

        done.Sum(upsert => upsert.Inserted).ShouldBe(2);
        done.Sum(upsert => upsert.Updated).ShouldBe(38);
        var records = await ReadAllAsync(dataset);
        records.Count.ShouldBe(2);
        (await GetAsync(dataset)).RecordCount.ShouldBe(2);
        var expectations = records.Single(record => record.Inputs == """{"a": 1}""").Expectations!;
        for (var i = 0; i < 20; i++)
            expectations.ShouldContain($"\"e{i}\": {i}");
    }

    [Fact]
    public async Task Deleted_records_are_gone_and_counted_and_others_stay()
    {
        var dataset = await NewAsync();
        await UpsertAsync(dataset, """[{"inputs": {"a": 1}}, {"inputs": {"a": 2}}, {"inputs": {"a": 3}}]""");
        var ids = (await ReadAllAsync(dataset)).Select(record => record.RecordId).ToList();
        var before = await GetAsync(dataset);

        (await Datasets.DeleteRecordsAsync(dataset, [ids[0], ids[2], "dr-none"], Cancel)).ShouldBe(2);

        (await ReadAllAsync(dataset)).Select(record => record.RecordId).ShouldBe([ids[1]]);
        var after = await GetAsync(dataset);
        (after.RecordCount, after.Digest == before.Digest, after.LastUpdateTimeMs > before.LastUpdateTimeMs).ShouldBe((1, false, true));

        (await Datasets.DeleteRecordsAsync(dataset, [ids[0]], Cancel)).ShouldBe(0);
        (await Datasets.DeleteRecordsAsync(dataset, [], Cancel)).ShouldBe(0);
        (await GetAsync(dataset)).Digest.ShouldBe(after.Digest);
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Datasets.DeleteRecordsAsync("d-none", [ids[1]], Cancel));
    }

    [Fact]
    public async Task Inputs_of_a_deleted_record_may_come_again()
    {
        var dataset = await NewAsync();
        await UpsertAsync(dataset, """[{"inputs": {"a": 1}, "outputs": "old"}]""");
        await Datasets.DeleteRecordsAsync(dataset, [(await ReadAllAsync(dataset)).Single().RecordId], Cancel);

        (await UpsertAsync(dataset, """[{"inputs": {"a": 1}}]""")).ShouldBe(new EvaluationDatasetUpsert(1, 0));
        (await ReadAllAsync(dataset)).Single().Outputs.ShouldBe("{}");
    }

    private async Task<string> NewAsync() =>
        (await Datasets.CreateDatasetAsync(NewEvaluationDataset.Create("d"), Cancel)).DatasetId;

    private Task<EvaluationDataset> GetAsync(string dataset) => Datasets.GetDatasetAsync(dataset, Cancel);

    private Task<EvaluationDatasetUpsert> UpsertAsync(string dataset, string records) =>
        Datasets.UpsertRecordsAsync(dataset, EvaluationRecords.Of(records), Cancel);

    private async Task<IReadOnlyList<EvaluationDatasetRecord>> ReadAllAsync(string dataset) =>
        (await Datasets.GetRecordsAsync(dataset, IEvaluationDatasetStore.MaxRecordsPerPage, null, Cancel)).Items;
}
