using System.Text.Json;

namespace Leat.Protocol;

/// <content>Lists and nested messages.</content>
internal partial class WireFields
{
    /// <summary>Rejects a field that is present but not a list; the elements are not checked.</summary>
    public virtual void CheckList(string name)
    {
        var value = Find(name);
        if (!value.IsAbsent && !value.IsList)
            throw Invalid(name, value);
    }

    /// <summary>A list of strings; null if it is absent.</summary>
    public virtual IReadOnlyList<string>? GetStrings(string name)
    {
        var value = Find(name);
        return value.IsAbsent ? null : ReadStrings(name, value);
    }

    /// <summary>A required list of strings; it may be empty.</summary>
    public virtual IReadOnlyList<string> RequireStrings(string name) => ReadStrings(name, Required(name, Find(name, twin: false)));

    /// <summary>A list of objects; null if it is absent. In messages their fields are named <c>tags[0].key</c>.</summary>
    public virtual IReadOnlyList<WireFields>? GetMessages(string name)
    {
        var value = Find(name);
        if (value.IsAbsent)
            return null;
        if (!value.IsList || value.IsQuery)
            throw Invalid(name, value);
        var messages = new WireFields[value.Json.GetArrayLength()];
        var i = 0;
        foreach (var element in value.Json.EnumerateArray())
        {
            messages[i] = Nested($"{name}[{i}]", element);
            i++;
        }

        return messages;
    }

    /// <summary>Reads each object of a list; null if it is absent.</summary>
    public IReadOnlyList<T>? GetMessages<T>(string name, Func<WireFields, T> decode) => GetMessages(name)?.Decode(decode);

    /// <summary>An object; null if it is absent.</summary>
    public virtual WireFields? GetMessage(string name)
    {
        var value = Find(name);
        if (value.IsAbsent)
            return null;
        return value.IsQuery ? throw Invalid(name, value) : Nested(name, value.Json);
    }

    /// <summary>Rejects the object if one of these fields is absent or an empty string.</summary>
    public virtual void RequireAll(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Required(name, Find(name, twin: false));
    }

    private WireFields Nested(string name, JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? new WireFields(element, null, $"{_path}{name}.")
            : throw Invalid(name, new FieldValue(element));

    private IReadOnlyList<string> ReadStrings(string name, in FieldValue value)
    {
        if (value.QueryTexts is { } texts)
            return texts;
        if (!value.IsList)
            throw Invalid(name, value);
        var strings = new string[value.Json.GetArrayLength()];
        var i = 0;
        foreach (var element in value.Json.EnumerateArray())
            strings[i++] = ReadElement(name, value, new FieldValue(element));
        return strings;
    }

    /// <summary>If an element has the wrong type, MLflow names the list, not the element.</summary>
    private string ReadElement(string name, in FieldValue list, in FieldValue element)
    {
        if (element.Text is { } text)
            return text;
        if (element.IsUnreadableText)
            throw NotText(name);
        return name == "experiment_ids" && element.IntegerText is { } number ? number : throw Invalid(name, list);
    }
}

/// <summary>Reads lists of messages.</summary>
internal static class WireFieldsLists
{
    public static IReadOnlyList<T> Decode<T>(this IReadOnlyList<WireFields> messages, Func<WireFields, T> decode)
    {
        var decoded = new T[messages.Count];
        for (var i = 0; i < decoded.Length; i++)
            decoded[i] = decode(messages[i]);
        return decoded;
    }
}
