namespace Leat.Core;

/// <summary>A write-once input of a run, or of a logged model.</summary>
/// <param name="Key">Case-sensitive.</param>
/// <param name="Value">May be empty.</param>
public readonly record struct Param(string Key, string Value);
