namespace Leat.Core;

/// <summary>A tag of an experiment, run or input: text by name, replaced when set again.</summary>
/// <param name="Key">Case-sensitive.</param>
/// <param name="Value">May be empty.</param>
public readonly record struct Tag(string Key, string Value);
