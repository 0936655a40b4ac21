using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>What a request looks like, for the API description.</summary>
/// <param name="Message">Its fields and their types; null if it has none beyond its path.</param>
/// <param name="Fields">Returns the fields that its decoder asks for.</param>
internal sealed record RequestForm(JsonTypeInfo? Message, Func<IReadOnlyList<WireField>> Fields)
{
    /// <summary>A file that is named by the path.</summary>
    public static RequestForm File { get; } = new(null, () => []) { TakesFile = true };

    /// <summary>Whether the fields stand in the query whatever the method.</summary>
    public bool InQuery { get; init; }

    /// <summary>Whether the body is a file.</summary>
    public bool TakesFile { get; init; }

    /// <summary>The name of a call that takes this message and shares it with no other; null without a message.</summary>
    public string? CallId => Message is { Properties.Count: > 0 } && Message.Type.Name is var name
        ? char.ToLowerInvariant(name[0]) + name[1..].Replace("Request", "", StringComparison.Ordinal)
        : null;

    /// <summary>The form of a message.</summary>
    public static RequestForm Of<T>()
        where T : IWireRequest<T> => new(MessageTypes.Of<T>(), RequestFields.Of<T>);
}
