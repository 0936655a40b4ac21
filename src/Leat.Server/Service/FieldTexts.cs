using System.Collections.Frozen;

namespace Leat.Server;

/// <summary>What the documentation of the messages says of their fields. The build takes it from the comments in <c>Leat.Protocol</c>.</summary>
internal sealed class FieldTexts
{
    private readonly FrozenDictionary<(string Message, string Property), string> _texts;

    private FieldTexts(FrozenDictionary<(string Message, string Property), string> texts) => _texts = texts;

    /// <summary>What is said of a field; null if nothing.</summary>
    /// <param name="message">The type's name.</param>
    /// <param name="property">The property's name in C#.</param>
    public string? Find(string message, string property) => _texts.GetValueOrDefault((message, property));

    public static FieldTexts Load()
    {
        using var reader = new StreamReader(Descriptions.Open("fields.txt"));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'));
        return new FieldTexts(lines.ToFrozenDictionary(parts => (parts[0], parts[1]), parts => parts[2]));
    }
}
