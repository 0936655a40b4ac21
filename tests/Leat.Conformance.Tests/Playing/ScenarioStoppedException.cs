namespace Leat.Conformance.Tests.Playing;

/// <summary>The scenario cannot continue: the connection is lost, or a value needed by later steps is missing.</summary>
internal sealed class ScenarioStoppedException(string message) : Exception(message);
