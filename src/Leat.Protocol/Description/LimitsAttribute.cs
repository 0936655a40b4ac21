namespace Leat.Protocol;

/// <summary>Tells what Core allows for a field of a request: the value of a number, the characters of a text, the entries of a list.</summary>
/// <param name="least">The least that is allowed.</param>
/// <param name="most">The most that is allowed.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LimitsAttribute(long least = long.MinValue, long most = long.MaxValue) : Attribute
{
    /// <summary>The least that is allowed; null for no limit.</summary>
    public long? Least { get; } = least == long.MinValue ? null : least;

    /// <summary>The most that is allowed; null for no limit.</summary>
    public long? Most { get; } = most == long.MaxValue ? null : most;
}
