using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>Review queues of experiments and their items. Written from what is known of MLflow's newest versions, not recorded.</summary>
public abstract class ReviewQueueStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private IReviewQueueStore Queues => Store.ReviewQueues;

    [Fact]
    public async Task A_queue_is_read_back_whole_by_id_and_by_name_in_any_case()
    {
        var experiment = await NewExperimentAsync();
        var schemas = new[] { await NewSchemaAsync(experiment, "b"), await NewSchemaAsync(experiment, "a") };

        var made = await CreateAsync(New(experiment, "Äpfel") with { Users = ["zoe", "ann", "zoe"], SchemaIds = schemas, CreatedBy = "bob" });

        made.QueueId.ShouldMatch("^rq-[0-9a-f]{32}$");
        foreach (var read in (ReviewQueue[])[await Queues.GetQueueAsync(made.QueueId, Cancel), await Queues.GetQueueByNameAsync(experiment, "äPFEL", Cancel)])
        {
            (read with { Users = made.Users, SchemaIds = made.SchemaIds }).ShouldBe(made);
            (read.Name, read.Type, read.CreatedBy).ShouldBe(("Äpfel", ReviewQueueType.Custom, "bob"));
            read.Users.ShouldBe(["zoe", "ann"]);
            read.SchemaIds.ShouldBe(schemas);
        }

        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => CreateAsync(New(experiment, "ÄPFEL")));
        await CreateAsync(New("0", "Äpfel"));
    }

    [Fact]
    public async Task A_users_queue_is_made_once_however_often_it_is_asked_for()
    {
        var experiment = await NewExperimentAsync();

        var queues = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Queues.GetOrCreateQueueAsync(NewReviewQueue.OfUser(experiment, "ann", "bob"), Cancel)));

        queues.Select(queue => queue.QueueId).Distinct().ShouldHaveSingleItem();
        (queues[0].Name, queues[0].Type, queues[0].CreatedBy).ShouldBe(("ann", ReviewQueueType.User, "bob"));
        queues[0].Users.ShouldBe(["ann"]);
        await CreateAsync(New(experiment, "zoe"));
        await ShouldRefuseAsync(
            ErrorCode.ResourceAlreadyExists, () => Queues.GetOrCreateQueueAsync(NewReviewQueue.OfUser(experiment, "zoe", null), Cancel));
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue, () => Queues.UpdateQueueAsync(queues[0].QueueId, ReviewQueueUpdate.Create(["bob"]), Cancel));
    }

    [Fact]
    public void Queues_of_users_have_their_user_only_and_others_may_not_be_called_default()
    {
        foreach (var wrong in (ReviewQueue[])
            [
                New("0", "ann") with { Type = ReviewQueueType.User },
                New("0", "ann") with { Type = ReviewQueueType.User, Users = ["bob"] },
                New("0", "ann") with { Type = ReviewQueueType.User, Users = ["ann", "bob"] },
                New("0", "ann") with { Type = ReviewQueueType.User, Users = ["ann"], SchemaIds = ["ls-1"] },
                New("0", "Default"),
                New("0", ""),
                New("0", new string('a', 251)),
            ])
        {
            Should.Throw<LeatException>(() => NewReviewQueue.Create(wrong)).Code.ShouldBe(ErrorCode.InvalidParameterValue);
        }
    }

    [Fact]
    public async Task Schemas_must_be_those_of_the_experiment_and_leave_with_their_deletion()
    {
        var experiment = await NewExperimentAsync();
        var (own, other) = (await NewSchemaAsync(experiment, "a"), await NewSchemaAsync("0", "a"));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => CreateAsync(New(experiment, "q") with { SchemaIds = [own, other] }));
        var queue = await CreateAsync(New(experiment, "q") with { SchemaIds = [own] });
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Queues.UpdateQueueAsync(queue.QueueId, ReviewQueueUpdate.Create(schemaIds: [other]), Cancel));

        await Store.LabelSchemas.DeleteSchemaAsync(own, Cancel);

        (await Queues.GetQueueAsync(queue.QueueId, Cancel)).SchemaIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_update_changes_the_lists_that_it_has()
    {
        var experiment = await NewExperimentAsync();
        var schema = await NewSchemaAsync(experiment, "a");
        var queue = await CreateAsync(New(experiment, "q") with { Users = ["ann"] });

        var changed = await Queues.UpdateQueueAsync(queue.QueueId, ReviewQueueUpdate.Create(schemaIds: [schema]), Cancel);
        changed.Users.ShouldBe(["ann"]);
        changed.SchemaIds.ShouldBe([schema]);
        changed.LastUpdateTimeMs.ShouldBeGreaterThan(queue.LastUpdateTimeMs);

        changed = await Queues.UpdateQueueAsync(queue.QueueId, ReviewQueueUpdate.Create(users: [], schemaIds: []), Cancel);
        (changed.Users.Count, changed.SchemaIds.Count).ShouldBe((0, 0));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Queues.UpdateQueueAsync("rq-none", ReviewQueueUpdate.Create([]), Cancel));
    }

    [Fact]
    public async Task Queues_are_listed_the_newest_first_also_those_of_one_user()
    {
        var experiment = await NewExperimentAsync();
        await CreateAsync(New(experiment, "a") with { Users = ["ann"] });
        await CreateAsync(New(experiment, "b") with { Users = ["bob"] });
        await CreateAsync(New(experiment, "c") with { Users = ["ann", "bob"] });

        var first = await Queues.ListQueuesAsync(experiment, null, 2, null, Cancel);
        var second = await Queues.ListQueuesAsync(experiment, null, 2, first.NextPageToken, Cancel);

        (Names(first), Names(second), second.NextPageToken).ShouldBe(("c b", "a", null));
        Names(await Queues.ListQueuesAsync(experiment, "ann", 10, null, Cancel)).ShouldBe("c a");
        Names(await Queues.ListQueuesAsync(experiment, "Ann", 10, null, Cancel)).ShouldBe("");
        Names(await Queues.ListQueuesAsync("4711", null, 10, null, Cancel)).ShouldBe("");
    }

    [Fact]
    public async Task Items_are_added_once_listed_reviewed_and_removed()
    {
        var queue = (await CreateAsync(New("0", "q"))).QueueId;

        (await Queues.AddItemsAsync(queue, ["tr-2", "tr-1"], Cancel)).Select(item => (item.ItemId, item.Status)).ShouldBe(
            [("tr-2", ReviewStatus.Pending), ("tr-1", ReviewStatus.Pending)]);
        var done = await Queues.SetItemStatusAsync(ReviewChange.Create(queue, "tr-1", ReviewStatus.Complete, "ann"), Cancel);
        (done.Status, done.CompletedBy, done.CompletedTimeMs == done.LastUpdateTimeMs).ShouldBe((ReviewStatus.Complete, "ann", true));
        (await Queues.AddItemsAsync(queue, ["tr-3", "tr-1", "tr-3"], Cancel)).Select(item => (item.ItemId, item.Status)).ShouldBe(
            [("tr-3", ReviewStatus.Pending), ("tr-1", ReviewStatus.Complete)]);

        var first = await Queues.ListItemsAsync(queue, null, 2, null, Cancel);
        var second = await Queues.ListItemsAsync(queue, null, 2, first.NextPageToken, Cancel);
        (Items(first), Items(second), second.NextPageToken).ShouldBe(("tr-1 tr-2", "tr-3", null));
        Items(await Queues.ListItemsAsync(queue, ReviewStatus.Complete, 10, null, Cancel)).ShouldBe("tr-1");
        Items(await Queues.ListItemsAsync(queue, ReviewStatus.Declined, 10, null, Cancel)).ShouldBe("");

        var again = await Queues.SetItemStatusAsync(ReviewChange.Create(queue, "tr-1", ReviewStatus.Pending, null), Cancel);
        (again.Status, again.CompletedBy, again.CompletedTimeMs).ShouldBe((ReviewStatus.Pending, null, null));
        await Queues.RemoveItemsAsync(queue, ["tr-1", "tr-none"], Cancel);
        await Queues.RemoveItemsAsync(queue, ["tr-1"], Cancel);
        Items(await Queues.ListItemsAsync(queue, null, 10, null, Cancel)).ShouldBe("tr-2 tr-3");
        await ShouldRefuseAsync(
            ErrorCode.ResourceDoesNotExist, () => Queues.SetItemStatusAsync(ReviewChange.Create(queue, "tr-1", ReviewStatus.Declined, "ann"), Cancel));
    }

    [Fact]
    public async Task A_deleted_queue_is_gone_with_its_items()
    {
        var queue = (await CreateAsync(New("0", "q") with { Users = ["ann"] })).QueueId;
        await Queues.AddItemsAsync(queue, ["tr-1"], Cancel);

        for (var i = 0; i < 2; i++)
            await Queues.DeleteQueueAsync(queue, Cancel);

        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Queues.GetQueueAsync(queue, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Queues.ListItemsAsync(queue, null, 10, null, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Queues.AddItemsAsync(queue, ["tr-1"], Cancel));
        await CreateAsync(New("0", "q"));
    }

    [Fact]
    public async Task Who_has_reviewed_is_named_exactly_when_somebody_has()
    {
        Should.Throw<LeatException>(() => ReviewChange.Create("q", "tr-1", ReviewStatus.Complete, null)).Code.ShouldBe(ErrorCode.InvalidParameterValue);
        Should.Throw<LeatException>(() => ReviewChange.Create("q", "tr-1", ReviewStatus.Pending, "ann")).Code.ShouldBe(ErrorCode.InvalidParameterValue);
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => CreateAsync(New("4711", "q")));
    }

    private static ReviewQueue New(string experiment, string name) => new("", experiment, name, ReviewQueueType.Custom, 0, 0);

    private Task<ReviewQueue> CreateAsync(ReviewQueue queue) => Queues.CreateQueueAsync(NewReviewQueue.Create(queue), Cancel);

    private async Task<string> NewSchemaAsync(string experiment, string name) => (await Store.LabelSchemas.CreateSchemaAsync(
        NewLabelSchema.Create(new LabelSchema("", experiment, name, LabelSchemaType.Feedback, """{"text": {}}""", 0, 0)), Cancel)).SchemaId;

    private static string Names(Page<ReviewQueue> page) => string.Join(' ', page.Items.Select(queue => queue.Name));

    private static string Items(Page<ReviewQueueItem> page) => string.Join(' ', page.Items.Select(item => item.ItemId));
}
