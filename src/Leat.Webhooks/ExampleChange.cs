using Leat.Core;

namespace Leat.Webhooks;

/// <summary>Made-up changes that are sent to test a webhook: the examples of MLflow 3.6.</summary>
internal static class ExampleChange
{
    private const string Model = "example_model";
    private const string Prompt = "example_prompt";
    private const string Alias = "example_alias";
    private const string RunId = "abcd1234abcd5678";

    private static readonly Tag Tag = new("example_key", "example_value");

    /// <summary>A change of this kind.</summary>
    public static RegistryChange Of(WebhookEvent e)
    {
        var name = e.Entity >= WebhookEntity.Prompt ? Prompt : Model;
        return (e.Entity, e.Action) switch
        {
            (WebhookEntity.RegisteredModel, _) => new RegisteredModelCreated(NewModel(name, "An example registered model", [Tag])),
            (WebhookEntity.Prompt, _) => new RegisteredModelCreated(
                NewModel(name, "An example prompt", [Tag, new Tag(PromptTags.IsPrompt, "true")])),
            (WebhookEntity.ModelVersion, _) => new ModelVersionCreated(
                NewVersion(name, "An example model version", "models:/123", RunId, [Tag]), IsPrompt: false),
            (WebhookEntity.PromptVersion, _) => new ModelVersionCreated(
                NewVersion(name, "An example prompt version", "", "", [Tag, new Tag(PromptTags.Text, "Hello {{name}}!")]), IsPrompt: true),
            (WebhookEntity.PromptTag, WebhookAction.Set) => new RegisteredModelTagSet(name, Tag),
            (WebhookEntity.PromptTag, _) => new RegisteredModelTagDeleted(name, Tag.Key),
            (WebhookEntity.ModelVersionTag or WebhookEntity.PromptVersionTag, WebhookAction.Set) => new ModelVersionTagSet(name, 1, Tag),
            (WebhookEntity.ModelVersionTag or WebhookEntity.PromptVersionTag, _) => new ModelVersionTagDeleted(name, 1, Tag.Key),
            (_, WebhookAction.Created) => new AliasSet(name, Alias, 1),
            _ => new AliasDeleted(name, Alias),
        };
    }

    private static RegisteredModel NewModel(string name, string description, IReadOnlyList<Tag> tags) =>
        new(name, 0, 0, description, LatestVersions: [], tags, Aliases: []);

    private static ModelVersion NewVersion(string name, string description, string source, string runId, IReadOnlyList<Tag> tags) =>
        new(name, 1, 0, 0, ModelStage.None, description, source, source, runId, RunLink: "", tags, Aliases: []);
}
