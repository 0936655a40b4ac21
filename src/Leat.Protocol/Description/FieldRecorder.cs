using Leat.Core;

namespace Leat.Protocol;

/// <summary>Notes which fields a decoder asks for, and answers with something harmless.</summary>
/// <param name="notes">The object whose fields are asked for.</param>
/// <param name="absent">An object, or a list of objects, that is not there; all others are. A decoder may ask for a field only where
/// another is missing.</param>
internal sealed class FieldRecorder(WireField notes, WireField? absent) : WireFields
{
    /// <summary>Text enough, and the number of a version.</summary>
    private const string SomeText = "1";

    public override string RequireString(string name, string? alias = null)
    {
        Require(name).Alias = alias;
        return SomeText;
    }

    public override string RequireString(string name, Func<string, LeatException> missing) => RequireString(name);

    public override string? GetString(string name)
    {
        notes.Find(name);
        return null;
    }

    public override long RequireInt64(string name)
    {
        Require(name);
        return 0;
    }

    public override long? GetInt64(string name, long min = long.MinValue, long max = long.MaxValue)
    {
        var field = notes.Find(name);
        field.Minimum = min > int.MinValue ? min : null;
        field.Maximum = max < int.MaxValue ? max : null;
        return null;
    }

    public override double RequireDouble(string name)
    {
        Require(name);
        return 0;
    }

    public override double? GetDouble(string name)
    {
        notes.Find(name);
        return null;
    }

    public override bool? GetBool(string name)
    {
        notes.Find(name);
        return null;
    }

    public override string? GetEnum(string name, EnumNames values)
    {
        notes.Find(name).Names = values;
        return null;
    }

    public override void CheckList(string name) => notes.Find(name);

    public override IReadOnlyList<string>? GetStrings(string name)
    {
        notes.Find(name);
        return null;
    }

    public override IReadOnlyList<string> RequireStrings(string name)
    {
        Require(name);
        return [];
    }

    public override WireFields? GetMessage(string name) => Inner(notes.Find(name));

    public override WireFields RequireMessage(string name) => Inner(Require(name))!;

    public override IReadOnlyList<WireFields>? GetMessages(string name) => Inner(notes.Find(name)) is { } inner ? [inner] : null;

    public override IReadOnlyList<WireFields> RequireMessages(string name) => [Inner(Require(name))!];

    public override void RequireAll(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Require(name);
    }

    public override IReadOnlyDictionary<string, string>? GetMap(string name)
    {
        notes.Find(name);
        return null;
    }

    public override long? GetTimestampMs(string name)
    {
        notes.Find(name).Format = "date-time";
        return null;
    }

    public override long? GetDurationMs(string name)
    {
        notes.Find(name);
        return null;
    }

    public override string GetJsonText(string name)
    {
        notes.Find(name);
        return "null";
    }

    private WireField Require(string name)
    {
        var field = notes.Find(name);
        field.IsRequired = true;
        return field;
    }

    private FieldRecorder? Inner(WireField field) => field == absent ? null : new FieldRecorder(field, absent);
}
