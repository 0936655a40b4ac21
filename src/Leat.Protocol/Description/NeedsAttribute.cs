namespace Leat.Protocol;

/// <summary>Names fields that a request must have although its decoder does without them: the command that is made of the request
/// refuses what is missing, in words of its own.</summary>
/// <param name="paths">Names on the wire; those of inner objects and of objects in lists after a dot, as in <c>tags.key</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsAttribute(params string[] paths) : Attribute
{
    /// <summary>Names on the wire, parts joined by dots.</summary>
    public IReadOnlyList<string> Paths { get; } = paths;
}
