using Leat.Core;

namespace Leat.Webhooks.Tests;

public sealed class RegistryEventTests
{
    private static readonly RegisteredModel Model = new("m", 0, 0, "", [], [], []);
    private static readonly ModelVersion Version = new("m", 1, 0, 0, ModelStage.None, "", "s", "s", "", "", [], []);

    [Fact]
    public void Every_change_of_the_registry_is_told_or_left_out_on_purpose()
    {
        Type[] untold =
        [
            typeof(RegisteredModelRenamed), typeof(RegisteredModelDescribed), typeof(RegisteredModelDeleted),
            typeof(ModelVersionDescribed), typeof(ModelVersionStageChanged), typeof(ModelVersionDeleted),
        ];
        RegistryChange[] told =
        [
            new RegisteredModelCreated(Model), new RegisteredModelTagSet("m", default), new RegisteredModelTagDeleted("m", "k"),
            new ModelVersionCreated(Version, IsPrompt: false), new ModelVersionTagSet("m", 1, default), new ModelVersionTagDeleted("m", 1, "k"),
            new AliasSet("m", "a", 1), new AliasDeleted("m", "a"),
        ];

        told.ShouldAllBe(change => RegistryEvent.Of(change) != null);
        typeof(RegistryChange).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RegistryChange)))
            .ShouldBe(untold.Concat(told.Select(change => change.GetType())), ignoreOrder: true);
        RegistryEvent.Of(new RegisteredModelRenamed("n", "m")).ShouldBeNull();
    }

    [Fact]
    public void There_is_an_example_of_every_event()
    {
        foreach (var entity in Enum.GetValues<WebhookEntity>())
        {
            foreach (var action in WebhookEvent.ActionsOf(entity))
                RegistryEvent.Of(ExampleChange.Of(new WebhookEvent(entity, action))).ShouldNotBeNull();
        }
    }
}
