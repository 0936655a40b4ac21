namespace Leat.Conformance.Tests.Playing;

/// <summary>The scenario cannot go on: the connection is lost, or a value that later steps need is missing.</summary>
internal sealed class ScenarioStoppedException(string message) : Exception(message);
