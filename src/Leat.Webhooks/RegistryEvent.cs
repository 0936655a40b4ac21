using System.Globalization;
using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Webhooks;

/// <summary>The event of a change in the model registry. Models and prompts are kept alike but have different events.</summary>
internal sealed record RegistryEvent
{
    private RegistryEvent(WebhookEvent? ofModel, WebhookEvent? ofPrompt, string name, bool? isPrompt = null)
    {
        OfModel = ofModel;
        OfPrompt = ofPrompt;
        Name = name;
        IsPrompt = isPrompt;
        Data = new JsonObject { ["name"] = name };
    }

    /// <summary>The event if the change is to a model; null if there is none.</summary>
    public WebhookEvent? OfModel { get; }

    /// <summary>The event if the change is to a prompt.</summary>
    public WebhookEvent? OfPrompt { get; }

    /// <summary>The registered model.</summary>
    public string Name { get; }

    /// <summary>Whether that is a prompt; null if the change does not show it.</summary>
    public bool? IsPrompt { get; }

    /// <summary>What webhooks are sent about it.</summary>
    public JsonObject Data { get; }

    /// <summary>The event of a change; null if MLflow has none for it.</summary>
    public static RegistryEvent? Of(RegistryChange change) => change switch
    {
        RegisteredModelCreated created => OfNewModel(created.Model),
        ModelVersionCreated created => OfNewVersion(created.Version, created.IsPrompt),
        RegisteredModelTagSet set => OfModelTag(set, WebhookAction.Set, set.Tag),
        RegisteredModelTagDeleted deleted => OfModelTag(deleted, WebhookAction.Deleted, new Tag(deleted.Key, "")),
        ModelVersionTagSet set => OfVersionTag(set, WebhookAction.Set, set.Version, set.Tag),
        ModelVersionTagDeleted deleted => OfVersionTag(deleted, WebhookAction.Deleted, deleted.Version, new Tag(deleted.Key, "")),
        AliasSet set => OfAlias(set, WebhookAction.Created, set.Alias, set.Version),
        AliasDeleted deleted => OfAlias(deleted, WebhookAction.Deleted, deleted.Alias, version: null),
        _ => null,
    };

    private static RegistryEvent OfNewModel(RegisteredModel model)
    {
        var isPrompt = PromptTags.MarkPrompt(model.Tags);
        return new RegistryEvent(
            new(WebhookEntity.RegisteredModel, WebhookAction.Created), new(WebhookEntity.Prompt, WebhookAction.Created), model.Name, isPrompt)
        {
            Data =
            {
                ["tags"] = TagsOf(model.Tags, isPrompt ? [PromptTags.IsPrompt, PromptTags.Type] : []),
                ["description"] = model.Description,
            },
        };
    }

    private static RegistryEvent OfNewVersion(ModelVersion version, bool isPrompt)
    {
        var told = new RegistryEvent(
            new(WebhookEntity.ModelVersion, WebhookAction.Created), new(WebhookEntity.PromptVersion, WebhookAction.Created), version.Name, isPrompt);
        told.Data["version"] = TextOf(version.Version);
        if (isPrompt)
        {
            told.Data["template"] = version.Tags.FirstOrDefault(tag => tag.Key == PromptTags.Text).Value;
            told.Data["tags"] = TagsOf(version.Tags, [PromptTags.IsPrompt, PromptTags.Type, PromptTags.Text]);
        }
        else
        {
            told.Data["source"] = version.Source;
            told.Data["run_id"] = NullIfEmpty(version.RunId);
            told.Data["tags"] = TagsOf(version.Tags, []);
        }

        told.Data["description"] = NullIfEmpty(version.Description);
        return told;
    }

    /// <summary>Only prompts have events for tags of the registered model itself.</summary>
    private static RegistryEvent OfModelTag(RegistryChange change, WebhookAction action, Tag tag) =>
        new RegistryEvent(ofModel: null, new(WebhookEntity.PromptTag, action), change.Name).WithTag(action, tag);

    private static RegistryEvent OfVersionTag(RegistryChange change, WebhookAction action, long version, Tag tag) =>
        new RegistryEvent(new(WebhookEntity.ModelVersionTag, action), new(WebhookEntity.PromptVersionTag, action), change.Name)
        {
            Data = { ["version"] = TextOf(version) },
        }.WithTag(action, tag);

    private static RegistryEvent OfAlias(RegistryChange change, WebhookAction action, string alias, long? version)
    {
        var told = new RegistryEvent(new(WebhookEntity.ModelVersionAlias, action), new(WebhookEntity.PromptAlias, action), change.Name)
        {
            Data = { ["alias"] = alias },
        };
        if (version is { } number)
            told.Data["version"] = TextOf(number);
        return told;
    }

    private RegistryEvent WithTag(WebhookAction action, Tag tag)
    {
        Data["key"] = tag.Key;
        if (action == WebhookAction.Set)
            Data["value"] = tag.Value;
        return this;
    }

    private static string TextOf(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static JsonObject TagsOf(IReadOnlyList<Tag> tags, string[] except) =>
        new(tags.Where(tag => !except.Contains(tag.Key)).Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
}
