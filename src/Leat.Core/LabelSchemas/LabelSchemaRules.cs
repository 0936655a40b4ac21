using System.Text.Json;

namespace Leat.Core;

/// <summary>Limits of label schemas. Lengths are in code points.</summary>
public static class LabelSchemaRules
{
    /// <summary>Longest name.</summary>
    public const int MaxNameLength = 150;

    /// <summary>Longest heading.</summary>
    public const int MaxTitleLength = 256;

    /// <summary>Longest instruction.</summary>
    public const int MaxInstructionLength = 1_000;

    /// <summary>Page size if a request does not say.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>Largest page.</summary>
    public const int MaxPageSize = 1_000;

    private const int MaxInputLength = 100_000;

    /// <summary>The error for an unknown schema.</summary>
    public static LeatException NotFound(string schemaId) =>
        LeatException.DoesNotExist($"Label schema with ID '{TextRules.Truncate(schemaId, 100)}' not found.");

    /// <summary>The error for a name that no schema of the experiment has.</summary>
    public static LeatException NameNotFound(string experimentId, string name) => LeatException.DoesNotExist(
        $"Label schema with name '{TextRules.Truncate(name, MaxNameLength)}' not found in experiment {experimentId}.");

    /// <summary>The error for a name that another schema of the experiment has.</summary>
    public static LeatException NameTaken(string name) => new(
        ErrorCode.ResourceAlreadyExists, $"Label schema with name '{name}' already exists in the experiment.");

    internal static string CheckName(string? name)
    {
        if (string.IsNullOrEmpty(name))
            throw LeatException.InvalidParameter("Missing value for required parameter 'name'.");
        TextRules.CheckStorable("name", name);
        TextRules.CheckLength("name", name, MaxNameLength);
        if (name.EnumerateRunes().All(TextRules.IsWordCharacter))
            return name;
        throw LeatException.InvalidParameter(
            $"Invalid value {PythonFormat.OfText(name)} for parameter 'name' supplied: it has letters, digits and underscores only.");
    }

    internal static string? CheckText(string field, string? text, int maxLength)
    {
        if (text is null)
            return null;
        TextRules.CheckStorable(field, text);
        TextRules.CheckLength(field, text, maxLength);
        return text;
    }

    /// <summary>One kind of input. Kinds that are not known are kept, as newer clients may have some.</summary>
    internal static string CheckInput(string input)
    {
        TextRules.CheckLength("input", input, MaxInputLength);
        try
        {
            using var document = JsonTree.Parse(input);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.GetPropertyCount() == 1
                && document.RootElement.EnumerateObject().First().Value.ValueKind == JsonValueKind.Object)
                return input;
        }
        catch (JsonException)
        {
            // Refused below.
        }

        throw LeatException.InvalidParameter(
            "Invalid value for parameter 'input' supplied: it must be an object with one of the members pass_fail, categorical, numeric and text, itself an object.");
    }
}
