namespace Leat.Conformance.Tests.Matching;

/// <summary>One place where an answer is not as recorded.</summary>
internal sealed record Difference(string Path, string Expected, string Got);
