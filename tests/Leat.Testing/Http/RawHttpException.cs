namespace Leat.Testing.Http;

/// <summary>The connection broke, timed out, or what came back is not HTTP.</summary>
public sealed class RawHttpException(string message, Exception? inner = null) : Exception(message, inner);
