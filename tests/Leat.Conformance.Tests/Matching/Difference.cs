namespace Leat.Conformance.Tests.Matching;

/// <summary>One place where a response differs from the recording.</summary>
internal sealed record Difference(string Path, string Expected, string Got);
