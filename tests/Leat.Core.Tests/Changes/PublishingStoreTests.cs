using System.Reflection;

namespace Leat.Core.Tests.Changes;

public sealed class PublishingStoreTests
{
    private static readonly Tag Tag = new("k", "v");
    private static readonly RegisteredModel Model = new("m", 1, 2, "d", [], [Tag], []);
    private static readonly ModelVersion Version = new("m", 3, 1, 2, ModelStage.Staging, "d", "s", "s", "r", "", [Tag], []);

    private static readonly Webhook Hook = new(
        "h", "hook", "", "https://example.com", [new(WebhookEntity.Prompt, WebhookAction.Created)], WebhookStatus.Active, Secret: null, 1, 2);

    /// <summary>What each method of a decorated contract publishes: null for those that only read. A new method needs its row.</summary>
    private static readonly Dictionary<string, Change?> Published = new(StringComparer.Ordinal)
    {
        [nameof(IRegistryStore.CreateRegisteredModelAsync)] = new RegisteredModelCreated(Model),
        [nameof(IRegistryStore.GetRegisteredModelAsync)] = null,
        [nameof(IRegistryStore.RenameRegisteredModelAsync)] = new RegisteredModelRenamed("newName", "name"),
        [nameof(IRegistryStore.UpdateRegisteredModelAsync)] = new RegisteredModelDescribed(Model),
        [nameof(IRegistryStore.DeleteRegisteredModelAsync)] = new RegisteredModelDeleted("name"),
        [nameof(IRegistryStore.SetRegisteredModelTagAsync)] = new RegisteredModelTagSet("name", Tag),
        [nameof(IRegistryStore.DeleteRegisteredModelTagAsync)] = new RegisteredModelTagDeleted("name", "key"),
        [nameof(IRegistryStore.SearchRegisteredModelsAsync)] = null,
        [nameof(IRegistryStore.GetLatestVersionsAsync)] = null,
        [nameof(IRegistryStore.SetAliasAsync)] = new AliasSet("name", "aliasName", 7),
        [nameof(IRegistryStore.DeleteAliasAsync)] = new AliasDeleted("name", "aliasName"),
        [nameof(IRegistryStore.GetVersionByAliasAsync)] = null,
        [nameof(IRegistryStore.CreateModelVersionAsync)] = new ModelVersionCreated(Version, IsPrompt: false),
        [nameof(IRegistryStore.GetModelVersionAsync)] = null,
        [nameof(IRegistryStore.UpdateModelVersionAsync)] = new ModelVersionDescribed(Version),
        [nameof(IRegistryStore.TransitionStageAsync)] = new ModelVersionStageChanged(Version, ArchivedOthers: true),
        [nameof(IRegistryStore.DeleteModelVersionAsync)] = new ModelVersionDeleted("name", 7),
        [nameof(IRegistryStore.GetDownloadUriAsync)] = null,
        [nameof(IRegistryStore.SetModelVersionTagAsync)] = new ModelVersionTagSet("name", 7, Tag),
        [nameof(IRegistryStore.DeleteModelVersionTagAsync)] = new ModelVersionTagDeleted("name", 7, "key"),
        [nameof(IRegistryStore.SearchModelVersionsAsync)] = null,
        [nameof(IWebhookStore.CreateWebhookAsync)] = new WebhookCreated(Hook),
        [nameof(IWebhookStore.GetWebhookAsync)] = null,
        [nameof(IWebhookStore.UpdateWebhookAsync)] = new WebhookUpdated(Hook),
        [nameof(IWebhookStore.DeleteWebhookAsync)] = new WebhookDeleted("webhookId"),
        [nameof(IWebhookStore.ListWebhooksAsync)] = null,
        [nameof(IWebhookStore.ListActiveWebhooksAsync)] = null,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Methods => [.. MethodsOf(typeof(IRegistryStore)).Concat(MethodsOf(typeof(IWebhookStore))).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Each_method_publishes_what_it_changed_once_it_is_done(string name)
    {
        Published.ShouldContainKey(name, "Decide what it publishes, if anything, and write it down here.");
        var sink = new RecordingSink();
        var done = new TaskCompletionSource();
        await using var store = StoreOver(sink, async method =>
        {
            await done.Task;
            return AnswerOf(method);
        });

        var call = CallAsync(store.For(new Caller("ann")), name, Cancellation);
        sink.Changes.ShouldBeEmpty();
        done.SetResult();
        await call;

        sink.Changes.ShouldBe(Published[name] is { } change ? [change with { Caller = new Caller("ann") }] : []);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_call_that_fails_publishes_nothing(string name)
    {
        var sink = new RecordingSink();
        await using var store = StoreOver(sink, _ => throw LeatException.DoesNotExist("gone"));

        (await Should.ThrowAsync<LeatException>(() => CallAsync(store, name, Cancellation))).Message.ShouldBe("gone");

        sink.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_cancels_ends_the_wait_and_not_the_write()
    {
        var sink = new RecordingSink();
        var done = new TaskCompletionSource();
        await using var store = StoreOver(sink, async method =>
        {
            await done.Task;
            return AnswerOf(method);
        });
        using var cancelled = new CancellationTokenSource();
        var call = CallAsync(store, nameof(IRegistryStore.DeleteRegisteredModelAsync), cancelled.Token);

        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        sink.Changes.ShouldBeEmpty();
        done.SetResult();

        (await sink.FirstAsync()).ShouldBe(new RegisteredModelDeleted("name"));
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_is_not_written()
    {
        await using var store = StoreOver(new RecordingSink(), _ => throw new InvalidOperationException("It was written."));

        await Should.ThrowAsync<OperationCanceledException>(
            () => CallAsync(store, nameof(IRegistryStore.DeleteRegisteredModelAsync), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Calls_of_other_parts_pass_nothing_on_their_way()
    {
        var inner = new InnerStore { Features = new StoreFeatures { Traces = StubOf<ITraceStore>.Answering((_, _) => null) } };
        await using var store = new PublishingStore(inner, new RecordingSink());

        store.Experiments.ShouldBeSameAs(inner.Experiments);
        store.Runs.ShouldBeSameAs(inner.Runs);
        store.Metrics.ShouldBeSameAs(inner.Metrics);
        store.Datasets.ShouldBeSameAs(inner.Datasets);
        store.Features.ShouldBe(inner.Features);
    }

    [Fact]
    public async Task The_sink_may_ask_the_store_until_it_is_disposed()
    {
        List<string> order = [];
        var inner = new InnerStore { Disposed = () => order.Add("store") };
        var store = new PublishingStore(inner, new RecordingSink { Disposed = () => order.Add("sink") });

        await store.DisposeAsync();

        order.ShouldBe(["sink", "store"]);
    }

    private static PublishingStore StoreOver(RecordingSink sink, Func<MethodInfo, Task<object?>> answer) => new(
        new InnerStore
        {
            Features = new StoreFeatures
            {
                Registry = StubOf<IRegistryStore>.Answering((method, _) => Typed(method, answer)),
                Webhooks = StubOf<IWebhookStore>.Answering((method, _) => Typed(method, answer)),
            },
        },
        sink);

    /// <summary>Calls a method with the names of its parameters as texts, and other values that are easy to know again.</summary>
    private static Task CallAsync(PublishingStore store, string name, CancellationToken cancellationToken)
    {
        var method = MethodsOf(typeof(IRegistryStore)).Concat(MethodsOf(typeof(IWebhookStore))).Single(method => method.Name == name);
        object target = method.DeclaringType == typeof(IRegistryStore) ? store.Features.Registry! : store.Features.Webhooks!;
        return (Task)method.Invoke(target, [.. method.GetParameters().Select(parameter => ArgumentOf(parameter, cancellationToken))])!;
    }

    private static object? ArgumentOf(ParameterInfo parameter, CancellationToken cancellationToken) => parameter.ParameterType switch
    {
        var type when type == typeof(CancellationToken) => cancellationToken,
        var type when type == typeof(string) => parameter.Name,
        var type when type == typeof(long) => 7L,
        var type when type == typeof(bool) => true,
        var type when type == typeof(Tag) => Tag,
        var type when type == typeof(ModelStage) => ModelStage.Staging,
        var type when type == typeof(NewModelVersion) => NewModelVersion.Create("m", "s3://b/m"),
        _ => null,
    };

    /// <summary>As the method's own kind of task.</summary>
    private static object Typed(MethodInfo method, Func<MethodInfo, Task<object?>> answer)
    {
        var result = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : typeof(object);
        return typeof(PublishingStoreTests).GetMethod(nameof(CastAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(result).Invoke(null, [method, answer])!;
    }

    private static async Task<T> CastAsync<T>(MethodInfo method, Func<MethodInfo, Task<object?>> answer) => (T)(await answer(method))!;

    private static object? AnswerOf(MethodInfo method) => method.ReturnType switch
    {
        var type when type == typeof(Task<RegisteredModel>) => Model,
        var type when type == typeof(Task<ModelVersion>) => Version,
        var type when type == typeof(Task<Webhook>) => Hook,
        _ => null,
    };

    private static MethodInfo[] MethodsOf(Type contract) => contract.GetMethods();

    private sealed class RecordingSink : IChangeSink, IAsyncDisposable
    {
        private readonly TaskCompletionSource<Change> _first = new();

        public List<Change> Changes { get; } = [];

        public Action? Disposed { get; init; }

        public Task<Change> FirstAsync() => _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        public void Publish(Change change)
        {
            Changes.Add(change);
            _first.TrySetResult(change);
        }

        public ValueTask DisposeAsync()
        {
            Disposed?.Invoke();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class InnerStore : ITrackingStore
    {
        public IExperimentStore Experiments { get; } = StubOf<IExperimentStore>.Answering((_, _) => null);

        public IRunStore Runs { get; } = StubOf<IRunStore>.Answering((_, _) => null);

        public IMetricStore Metrics { get; } = StubOf<IMetricStore>.Answering((_, _) => null);

        public IDatasetStore Datasets { get; } = StubOf<IDatasetStore>.Answering((_, _) => null);

        public StoreFeatures Features { get; init; } = new();

        public Action? Disposed { get; init; }

        public ValueTask DisposeAsync()
        {
            Disposed?.Invoke();
            return ValueTask.CompletedTask;
        }
    }
}
