namespace Leat.Server;

/// <summary>A document that cannot be executed. Its message is answered as an error, without data.</summary>
internal sealed class GraphQlFault(string message) : Exception(message);
