namespace Leat.Core.Search;

/// <summary>A filter over registered models or model versions. Prompts live in the registry, too; a search finds either them or
/// everything else, never both.</summary>
/// <param name="Conditions">The conditions that do not say which of the two is meant.</param>
/// <param name="Prompts">Whether prompts are wanted.</param>
public sealed record RegistryFilter(IReadOnlyList<Condition> Conditions, bool Prompts)
{
    /// <summary>Takes out the conditions on whether prompts are wanted; without any, they are not.</summary>
    public static RegistryFilter From(IReadOnlyList<Condition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        var others = conditions.Where(condition => WantsPrompts(condition) is null).ToList();
        return new RegistryFilter(others, conditions.Any(condition => WantsPrompts(condition) == true));
    }

    /// <summary>Whether a condition asks for prompts or for no prompts; null when it is about something else.</summary>
    private static bool? WantsPrompts(Condition condition) =>
        condition is TextCondition { Field: NamedField { Entity: SearchEntity.Tag, Key: PromptTags.IsPrompt } } text
            ? (text.Comparator, text.Value) switch
            {
                (Comparator.Equal, "true") or (Comparator.NotEqual, "false") => true,
                (Comparator.Equal, "false") or (Comparator.NotEqual, "true") => false,
                _ => null,
            }
            : null;
}
