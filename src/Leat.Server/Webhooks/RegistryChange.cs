using System.Globalization;
using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Server;

/// <summary>A change of the model registry that webhooks may be told of. Models and prompts are kept alike and have events of their own.</summary>
internal sealed record RegistryChange
{
    private RegistryChange(WebhookEvent? ofModel, WebhookEvent? ofPrompt, string name, bool? isPrompt = null)
    {
        OfModel = ofModel;
        OfPrompt = ofPrompt;
        Name = name;
        IsPrompt = isPrompt;
        Data = new JsonObject { ["name"] = name };
    }

    /// <summary>The event if it happened to a model; null if nothing tells of it then.</summary>
    public WebhookEvent? OfModel { get; }

    /// <summary>The event if it happened to a prompt.</summary>
    public WebhookEvent? OfPrompt { get; }

    /// <summary>The registered model.</summary>
    public string Name { get; }

    /// <summary>Whether that is a prompt; null if the change itself does not tell.</summary>
    public bool? IsPrompt { get; }

    /// <summary>What is said of it.</summary>
    public JsonObject Data { get; }

    public static RegistryChange ModelCreated(RegisteredModel model)
    {
        var isPrompt = PromptTags.MarkPrompt(model.Tags);
        return new RegistryChange(
            new(WebhookEntity.RegisteredModel, WebhookAction.Created), new(WebhookEntity.Prompt, WebhookAction.Created), model.Name, isPrompt)
        {
            Data =
            {
                ["tags"] = TagsOf(model.Tags, isPrompt ? [PromptTags.IsPrompt, PromptTags.Type] : []),
                ["description"] = model.Description,
            },
        };
    }

    /// <param name="version">The version.</param>
    /// <param name="isPrompt">Whether it is one of a prompt.</param>
    public static RegistryChange VersionCreated(ModelVersion version, bool isPrompt)
    {
        var change = new RegistryChange(
            new(WebhookEntity.ModelVersion, WebhookAction.Created), new(WebhookEntity.PromptVersion, WebhookAction.Created), version.Name, isPrompt);
        change.Data["version"] = TextOf(version.Version);
        if (isPrompt)
        {
            change.Data["template"] = version.Tags.FirstOrDefault(tag => tag.Key == PromptTags.Text).Value;
            change.Data["tags"] = TagsOf(version.Tags, [PromptTags.IsPrompt, PromptTags.Type, PromptTags.Text]);
        }
        else
        {
            change.Data["source"] = version.Source;
            change.Data["run_id"] = NullIfEmpty(version.RunId);
            change.Data["tags"] = TagsOf(version.Tags, []);
        }

        change.Data["description"] = NullIfEmpty(version.Description);
        return change;
    }

    /// <summary>Only prompts have events for the tags of the whole.</summary>
    public static RegistryChange ModelTagSet(string name, Tag tag) =>
        new(ofModel: null, new(WebhookEntity.PromptTag, WebhookAction.Set), name) { Data = { ["key"] = tag.Key, ["value"] = tag.Value } };

    public static RegistryChange ModelTagDeleted(string name, string key) =>
        new(ofModel: null, new(WebhookEntity.PromptTag, WebhookAction.Deleted), name) { Data = { ["key"] = key } };

    public static RegistryChange VersionTagSet(string name, long version, Tag tag) =>
        new(new(WebhookEntity.ModelVersionTag, WebhookAction.Set), new(WebhookEntity.PromptVersionTag, WebhookAction.Set), name)
        {
            Data = { ["version"] = TextOf(version), ["key"] = tag.Key, ["value"] = tag.Value },
        };

    public static RegistryChange VersionTagDeleted(string name, long version, string key) =>
        new(new(WebhookEntity.ModelVersionTag, WebhookAction.Deleted), new(WebhookEntity.PromptVersionTag, WebhookAction.Deleted), name)
        {
            Data = { ["version"] = TextOf(version), ["key"] = key },
        };

    public static RegistryChange AliasCreated(string name, string alias, long version) =>
        new(new(WebhookEntity.ModelVersionAlias, WebhookAction.Created), new(WebhookEntity.PromptAlias, WebhookAction.Created), name)
        {
            Data = { ["alias"] = alias, ["version"] = TextOf(version) },
        };

    public static RegistryChange AliasDeleted(string name, string alias) =>
        new(new(WebhookEntity.ModelVersionAlias, WebhookAction.Deleted), new(WebhookEntity.PromptAlias, WebhookAction.Deleted), name)
        {
            Data = { ["alias"] = alias },
        };

    private static string TextOf(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static JsonObject TagsOf(IReadOnlyList<Tag> tags, string[] except) =>
        new(tags.Where(tag => !except.Contains(tag.Key)).Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
}
