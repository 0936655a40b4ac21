namespace Leat.Protocol;

/// <summary>A field of a request, as the request's decoder asks for it.</summary>
/// <param name="name">Its name on the wire.</param>
internal sealed class WireField(string name)
{
    private readonly List<WireField> _fields = [];

    /// <summary>Its name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>Whether a request without it is refused.</summary>
    public bool IsRequired { get; internal set; }

    /// <summary>An older name that is taken where the field is missing.</summary>
    public string? Alias { get; internal set; }

    /// <summary>The names that it may have; null if it is not an enum.</summary>
    public EnumNames? Names { get; internal set; }

    /// <summary>The least that is allowed; null for any.</summary>
    public long? Minimum { get; internal set; }

    /// <summary>The most that is allowed; null for any.</summary>
    public long? Maximum { get; internal set; }

    /// <summary>What a text stands for in JSON Schema's words, <c>date-time</c> for instance; null for any text.</summary>
    public string? Format { get; internal set; }

    /// <summary>The fields of the object, or of each object of the list; empty if it is neither.</summary>
    public IReadOnlyList<WireField> Fields => _fields;

    /// <summary>The field with this name, as noted before or as a new one.</summary>
    internal WireField Find(string name)
    {
        var field = _fields.Find(field => field.Name == name);
        if (field is null)
            _fields.Add(field = new WireField(name));
        return field;
    }
}
