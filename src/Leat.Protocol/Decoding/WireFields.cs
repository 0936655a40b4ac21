using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>The fields of a request, from a JSON object or a query string, in every form that MLflow's decoder accepts.</summary>
/// <remarks>
/// Follows MLflow 3.6 (<c>handlers.py</c> over the JSON mapping of protocol buffers), with one difference: MLflow keeps the first part of a request
/// whose later fields it cannot read; here every getter rejects the request at once, naming the field and its value. Null means absent. Unknown
/// fields are ignored. Must not be used after the body is disposed.
/// </remarks>
internal partial class WireFields
{
    private static readonly JsonElement EmptyObject = JsonElement.Parse("{}"u8);

    private readonly JsonElement _object;
    private readonly QueryFields? _query;
    private readonly string _path;

    /// <summary>Fields that are not read from anything.</summary>
    private protected WireFields()
        : this(EmptyObject, null, "")
    {
    }

    private WireFields(JsonElement @object, QueryFields? query, string path)
    {
        _object = @object;
        _query = query;
        _path = path;
    }

    /// <summary>No fields at all.</summary>
    public static WireFields Empty { get; } = new(EmptyObject, null, "");

    /// <summary>The fields of a JSON object.</summary>
    public static WireFields FromJson(JsonElement json) => new(json, null, "");

    /// <summary>The fields of a query string, with or without its question mark.</summary>
    public static WireFields FromQuery(string queryString) => new(EmptyObject, QueryFields.Parse(queryString), "");

    /// <summary>A text that must be there and not be empty.</summary>
    /// <param name="name">The field.</param>
    /// <param name="alias">An older name, used if the field is missing.</param>
    public virtual string RequireString(string name, string? alias = null)
    {
        var value = Find(name, twin: false);
        if (IsMissing(value) && alias is not null && Find(alias, twin: false) is var other && !IsMissing(other))
            (name, value) = (alias, other);
        return ReadString(name, Required(name, value))!;
    }

    /// <summary>A text that must be there and not be empty.</summary>
    /// <param name="name">The field.</param>
    /// <param name="missing">Says what is missing, where a call has words of its own for that.</param>
    public virtual string RequireString(string name, Func<string, LeatException> missing) =>
        GetString(name) is { Length: > 0 } text ? text : throw missing(name);

    /// <summary>A string; null if it is absent.</summary>
    public virtual string? GetString(string name)
    {
        var value = Find(name);
        return value.IsAbsent ? null : ReadString(name, value);
    }

    /// <summary>A required integer.</summary>
    public virtual long RequireInt64(string name) => ReadInt64(name, Required(name, Find(name, twin: false)));

    /// <summary>An integer; null if it is absent.</summary>
    /// <param name="name">The field.</param>
    /// <param name="min">The smallest allowed value.</param>
    /// <param name="max">The largest allowed value.</param>
    public virtual long? GetInt64(string name, long min = long.MinValue, long max = long.MaxValue)
    {
        var value = Find(name);
        if (value.IsAbsent)
            return null;
        var number = ReadInt64(name, value);
        return number >= min && number <= max ? number : throw Invalid(name, value);
    }

    /// <summary>A 32-bit integer; null if it is absent.</summary>
    public int? GetInt32(string name) => (int?)GetInt64(name, int.MinValue, int.MaxValue);

    /// <summary>A required number; NaN and infinities are numbers, <c>true</c> is 1.</summary>
    public virtual double RequireDouble(string name)
    {
        var value = Required(name, Find(name, twin: false));
        return value.TryGetDouble(out var number) ? number : throw Invalid(name, value);
    }

    /// <summary>A number; null if it is absent.</summary>
    public virtual double? GetDouble(string name)
    {
        var value = Find(name);
        if (value.IsAbsent)
            return null;
        return value.TryGetDouble(out var number) ? number : throw Invalid(name, value);
    }

    /// <summary>A Boolean; null if it is absent.</summary>
    public virtual bool? GetBool(string name)
    {
        var value = Find(name);
        if (value.IsAbsent)
            return null;
        if (value.TryGetBool(out var result))
            return result;
        throw value.IsQuery
            ? LeatException.InvalidParameter($"Invalid boolean value: {value.FirstText}, must be 'true' or 'false'.")
            : Invalid(name, value);
    }

    /// <summary>The name of an enum value, given by name or number; null if it is absent.</summary>
    public virtual string? GetEnum(string name, EnumNames values)
    {
        var value = Find(name);
        if (value.IsAbsent)
            return null;
        if (value.Text is { } text && values.Contains(text))
            return text;
        return value.TryGetInt64(out var number) && values.NameOf(number) is { } known ? known : throw Invalid(name, value);
    }

    private FieldValue Find(string name, bool twin = true)
    {
        if (_query is not null)
            return _query.Find(name);
        try
        {
            if (_object.TryGetProperty(name, out var json) && json.ValueKind != JsonValueKind.Null)
                return new FieldValue(json);
            return twin && name.Contains('_') && _object.TryGetProperty(CamelCase(name), out json)
                ? new FieldValue(json)
                : default;
        }
        catch (InvalidOperationException exception)
        {
            // A property name with an unpaired surrogate escape cannot be compared with ours.
            throw NotText(name, exception);
        }
    }

    private static bool IsMissing(in FieldValue value) => value.IsAbsent || value.Text is "";

    private FieldValue Required(string name, in FieldValue value) =>
        !IsMissing(value)
            ? value
            : throw LeatException.InvalidParameter(
                $"Missing value for required parameter '{_path}{name}'." + RequestFaults.SeeDocs);

    private string ReadString(string name, in FieldValue value)
    {
        if (value.Text is { } text)
            return text;
        if (value.IsUnreadableText)
            throw NotText(name);
        // Some clients send experiment ids as numbers; MLflow converts those to text, but no other field.
        return name == "experiment_id" && value.IntegerText is { } number ? number : throw Invalid(name, value);
    }

    private long ReadInt64(string name, in FieldValue value) =>
        value.TryGetInt64(out var number) ? number : throw Invalid(name, value);

    private LeatException Invalid(string name, in FieldValue value) =>
        RequestFaults.InvalidValue(_path + name, value.ToPythonJson(), value.PythonType);

    private LeatException NotText(string name, Exception? cause = null) => RequestFaults.NotText(_path + name, cause);

    private static string CamelCase(string snakeCase)
    {
        var parts = snakeCase.Split('_');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
    }
}
