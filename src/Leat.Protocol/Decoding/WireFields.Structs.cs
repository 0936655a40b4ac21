using System.Text.Json;

namespace Leat.Protocol;

/// <content>Values with special types in protocol buffers: maps, times, durations and arbitrary JSON.</content>
internal partial class WireFields
{
    /// <summary>A required object.</summary>
    public virtual WireFields RequireMessage(string name)
    {
        Required(name, Find(name, twin: false));
        return GetMessage(name)!;
    }

    /// <summary>A required list of objects; it may be empty.</summary>
    public virtual IReadOnlyList<WireFields> RequireMessages(string name)
    {
        Required(name, Find(name, twin: false));
        return GetMessages(name)!;
    }

    /// <summary>An object of strings by name, in order; null if it is absent. A null value counts as an absent entry.</summary>
    public virtual IReadOnlyDictionary<string, string>? GetMap(string name)
    {
        var value = Find(name);
        if (value.IsAbsent)
            return null;
        if (value.IsQuery || value.Json.ValueKind != JsonValueKind.Object)
            throw Invalid(name, value);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.Json.EnumerateObject())
        {
            var key = NameOf(name, member);
            if (member.Value.ValueKind != JsonValueKind.Null)
                map[key] = ReadString($"{name}.{key}", new FieldValue(member.Value));
        }

        return map;
    }

    /// <summary>An RFC 3339 time with an offset, in Unix milliseconds; null if it is absent. Finer digits are truncated.</summary>
    public virtual long? GetTimestampMs(string name) => GetTime(name, WireTimes.TryParseTimestamp);

    /// <summary>A duration such as <c>1.500s</c>, in milliseconds; null if it is absent. Finer digits are truncated.</summary>
    public virtual long? GetDurationMs(string name) => GetTime(name, WireTimes.TryParseDuration);

    /// <summary>Any JSON, as written by Python; <c>null</c> if it is absent.</summary>
    public virtual string GetJsonText(string name)
    {
        var value = Find(name);
        if (value.IsQuery)
            throw Invalid(name, value);
        if (value.IsAbsent)
            return "null";
        try
        {
            return JsonValueText.Of(value.Json) ?? throw Invalid(name, value);
        }
        catch (InvalidOperationException exception)
        {
            throw NotText(name, exception);
        }
    }

    private delegate bool TryParseTime(string text, out long ms);

    private long? GetTime(string name, TryParseTime tryParse)
    {
        var value = Find(name);
        if (value.IsAbsent)
            return null;
        return value.Text is { } text && tryParse(text, out var ms) ? ms : throw Invalid(name, value);
    }

    private string NameOf(string name, JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException exception)
        {
            throw NotText(name, exception);
        }
    }
}
