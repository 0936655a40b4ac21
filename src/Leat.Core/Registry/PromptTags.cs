namespace Leat.Core;

/// <summary>How clients mark prompts, which are kept in the model registry.</summary>
public static class PromptTags
{
    /// <summary>The tag that makes a registered model or version a prompt if its value is <c>true</c>.</summary>
    public const string IsPrompt = "mlflow.prompt.is_prompt";

    /// <summary>The version tag that holds the prompt's text.</summary>
    public const string Text = "mlflow.prompt.text";

    /// <summary>The tag with the format of the text.</summary>
    public const string Type = "_mlflow_prompt_type";

    /// <summary>Whether a registered model with these tags is a prompt.</summary>
    public static bool MarkPrompt(IReadOnlyList<Tag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return tags.Any(tag => tag.Key == IsPrompt && tag.Value.Equals("true", StringComparison.OrdinalIgnoreCase));
    }
}
