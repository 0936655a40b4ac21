namespace Leat.Protocol;

/// <summary>Says which names a text of an answer may be.</summary>
/// <param name="property">The property of <see cref="EnumNames"/> that lists them.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireEnumAttribute(string property) : Attribute
{
    /// <summary>The property of <see cref="EnumNames"/>.</summary>
    public string Property { get; } = property;

    /// <summary>The names.</summary>
    public EnumNames Names => (EnumNames)typeof(EnumNames).GetProperty(Property)!.GetValue(null)!;
}
