using Leat.Core;

namespace Leat.Protocol;

/// <summary>A tag of an experiment, run or dataset input.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value.</param>
internal sealed record TagMessage(string? Key, string? Value)
{
    internal static TagMessage Decode(WireFields fields) => new(fields.GetString("key"), fields.GetString("value"));

    /// <summary>The wire form of the tag.</summary>
    public static TagMessage From(Tag tag) => new(tag.Key, tag.Value);

    /// <summary>The tag; missing parts are empty.</summary>
    public Tag ToEntity() => new(Key ?? "", Value ?? "");
}
