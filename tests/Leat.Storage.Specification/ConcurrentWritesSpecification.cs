using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>Writes that wait together share transactions, and are looked up and sent together. Callers must not notice.</summary>
/// <remarks>Requests made from one thread without waiting are queued in that order, most of them in one transaction: the first gets its
/// own, during which the others arrive.</remarks>
public abstract class ConcurrentWritesSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    [Fact]
    public async Task Writes_to_one_run_act_in_the_order_they_were_asked_for()
    {
        var run = await NewRunAsync();
        var first = LogPointAsync(run, 0);
        var second = LogPointAsync(run, 1);
        var deleted = Runs.DeleteRunAsync(run, Cancel);
        var refused = LogPointAsync(run, 2);
        var restored = Runs.RestoreRunAsync(run, Cancel);
        var last = LogPointAsync(run, 3);

        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => refused);
        await Task.WhenAll(first, second, deleted, restored, last);
        (await Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items.Select(point => point.Step).ShouldBe([0, 1, 3]);
    }

    [Fact]
    public async Task Of_two_values_for_one_param_the_first_stays_and_the_other_leaves_nothing()
    {
        var run = await NewRunAsync();
        var opening = LogPointAsync(run, 0);
        var first = Runs.LogAsync(LogBatch.Create(run, [], [new Param("p", "1"), new Param("q", "1")]), Cancel);
        var other = Runs.LogAsync(
            LogBatch.Create(run, [new Metric("spoilt", 1, 1, 1)], [new Param("new", "1"), new Param("p", "2")], [new Tag("spoilt", "")]), Cancel);
        var again = Runs.LogAsync(LogBatch.Create(run, [new Metric("m", 1, 1, 1)], [new Param("p", "1"), new Param("r", "1")]), Cancel);

        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => other);
        await Task.WhenAll(opening, first, again);
        var data = (await Runs.GetRunAsync(run, Cancel)).Data;
        data.Params.OrderBy(param => param.Key).ShouldBe([new Param("p", "1"), new Param("q", "1"), new Param("r", "1")]);
        data.Metrics.Select(metric => metric.Key).ShouldBe(["m"]);
        data.Tags.ShouldNotContain(tag => tag.Key == "spoilt");
    }

    /// <summary>A client that gets no answer in time sends its batch again, perhaps while the first is still on its way.</summary>
    [Fact]
    public async Task A_batch_that_is_sent_several_times_leaves_what_one_leaves()
    {
        var run = await NewRunAsync();
        var points = Enumerable.Range(0, 50).Select(i => new Metric("m", i, i, i)).ToList();
        LogBatch Batch() => LogBatch.Create(
            run,
            [.. points, .. points],
            [.. Enumerable.Range(0, 20).Select(i => new Param($"p{i}", $"{i}"))],
            [.. Enumerable.Range(0, 20).Select(i => new Tag($"t{i}", $"{i}"))]);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Runs.LogAsync(Batch(), Cancel)));
        await Runs.LogAsync(Batch(), Cancel);

        var data = (await Runs.GetRunAsync(run, Cancel)).Data;
        data.Params.Count.ShouldBe(20);
        data.Tags.Count(tag => tag.Key.StartsWith('t')).ShouldBe(20);
        data.Metrics.ShouldHaveSingleItem().Step.ShouldBe(49);
        (await Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items.Select(point => point.Step).ShouldBe(Enumerable.Range(0, 50).Select(i => (long)i));
    }

    [Fact]
    public async Task Of_tags_with_one_key_the_last_counts()
    {
        var run = await NewRunAsync();
        await Task.WhenAll(
            Runs.LogAsync(LogBatch.Create(run, [], [], [new Tag("t", "1"), new Tag("u", "1"), new Tag("t", "2")]), Cancel),
            Runs.LogAsync(LogBatch.Create(run, [], [], [new Tag("t", "3"), new Tag("mlflow.runName", "old"), new Tag("mlflow.runName", "new")]), Cancel));

        var stored = await Runs.GetRunAsync(run, Cancel);
        stored.Info.RunName.ShouldBe("new");
        stored.Data.Tags.Where(tag => tag.Key is "t" or "u").OrderBy(tag => tag.Key).ShouldBe([new Tag("t", "3"), new Tag("u", "1")]);
        stored.Data.Tags.Single(tag => tag.Key == "mlflow.runName").Value.ShouldBe("new");
    }

    [Fact]
    public async Task Names_that_many_runs_use_first_at_once_are_one_name_each()
    {
        var runs = new List<string>();
        for (var i = 0; i < 16; i++)
            runs.Add(await NewRunAsync(name: $"r{i}"));

        for (var round = 0; round < 5; round++)
        {
            string[] names = [.. Enumerable.Range(0, 6).Select(i => $"round{round}.{i}")];
            await Task.WhenAll(runs.Select((run, i) => Task.Run(() =>
            {
                // In another order for each run.
                string[] order = [.. names[(i % 6)..], .. names[..(i % 6)]];
                return Runs.LogAsync(
                    LogBatch.Create(
                        run,
                        [.. order.Take(4).Select(name => new Metric(name, i, i, i))],
                        [.. order.Skip(2).Select(name => new Param(name, $"{i}"))],
                        [.. order.Select(name => new Tag(name, $"{i}"))]),
                    Cancel);
            })));
        }

        for (var i = 0; i < runs.Count; i++)
        {
            var data = (await Runs.GetRunAsync(runs[i], Cancel)).Data;
            data.Metrics.Count.ShouldBe(20);
            data.Metrics.ShouldAllBe(metric => metric.Step == i);
            data.Params.Count.ShouldBe(20);
            data.Tags.Count(tag => tag.Key.StartsWith("round", StringComparison.Ordinal)).ShouldBe(30);
        }
    }

    [Fact]
    public async Task Writes_to_many_runs_each_find_their_own()
    {
        var runs = new List<string>();
        for (var i = 0; i < 40; i++)
            runs.Add(await NewRunAsync(name: $"r{i}"));
        await Runs.DeleteRunAsync(runs[7], Cancel);

        var logged = runs.Select((run, i) => LogPointAsync(run, i)).ToList();
        var unknown = LogPointAsync("0123456789abcdef0123456789abcdef", 0);

        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => unknown);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => logged[7]);
        for (var i = 0; i < runs.Count; i++)
        {
            if (i == 7)
                continue;
            await logged[i];
            (await Metrics.GetHistoryAsync(runs[i], "m", cancellationToken: Cancel)).Items.Single().Step.ShouldBe(i);
        }
    }

    private Task LogPointAsync(string run, long step) => Runs.LogAsync(LogBatch.Create(run, [new Metric("m", step, step, step)]), Cancel);
}
