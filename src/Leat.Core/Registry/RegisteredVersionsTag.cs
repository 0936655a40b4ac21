using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Leat.Core;

/// <summary>The logged model tag that lists the versions created from it, as JSON.</summary>
public static class RegisteredVersionsTag
{
    /// <summary>The tag's name.</summary>
    public const string Key = "mlflow.modelVersions";

    /// <summary>The tag's value with one more version, formatted like Python's <c>json.dumps</c>.</summary>
    /// <param name="value">The current value; null, or anything except a list (a client may have overwritten it), starts a new list.</param>
    /// <param name="name">The registered model.</param>
    /// <param name="version">The version.</param>
    public static string Append(string? value, string name, long version)
    {
        var list = new StringBuilder(IsListOfSome(value) ? value!.TrimEnd()[..^1] + ", " : "[");
        list.Append("{\"name\": ");
        PythonFormat.AppendWholeText(list, name);
        return list.Append(CultureInfo.InvariantCulture, $", \"version\": {version}}}]").ToString();
    }

    private static bool IsListOfSome(string? value)
    {
        if (value is null)
            return false;
        try
        {
            using var json = JsonDocument.Parse(value);
            return json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.GetArrayLength() > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
