namespace Leat.Core;

/// <summary>The kind of object a webhook event is about. Numbers follow MLflow's protocol.</summary>
public enum WebhookEntity
{
    /// <summary>A registered model that is not a prompt.</summary>
    RegisteredModel = 1,

    /// <summary>A version of a registered model.</summary>
    ModelVersion = 2,

    /// <summary>A tag of a version.</summary>
    ModelVersionTag = 3,

    /// <summary>An alias of a version.</summary>
    ModelVersionAlias = 4,

    /// <summary>A prompt.</summary>
    Prompt = 5,

    /// <summary>A version of a prompt.</summary>
    PromptVersion = 6,

    /// <summary>A tag of a prompt.</summary>
    PromptTag = 7,

    /// <summary>A tag of a prompt version.</summary>
    PromptVersionTag = 8,

    /// <summary>An alias of a prompt version.</summary>
    PromptAlias = 9,
}

/// <summary>Wire forms of <see cref="WebhookEntity"/>.</summary>
public static class WebhookEntities
{
    private static readonly WireNames<WebhookEntity> Names = new(
        "REGISTERED_MODEL", "MODEL_VERSION", "MODEL_VERSION_TAG", "MODEL_VERSION_ALIAS",
        "PROMPT", "PROMPT_VERSION", "PROMPT_TAG", "PROMPT_VERSION_TAG", "PROMPT_ALIAS");

    /// <summary>The name on the wire, for example <c>MODEL_VERSION</c>; deliveries have it in lower case.</summary>
    public static string WireName(this WebhookEntity entity) => Names[entity];

    /// <summary>The entity with this wire name, matched case-sensitively; false if there is none.</summary>
    public static bool TryParse(string? wireName, out WebhookEntity entity) => Names.TryParse(wireName, out entity);
}
