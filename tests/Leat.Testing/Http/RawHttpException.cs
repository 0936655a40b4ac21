namespace Leat.Testing.Http;

/// <summary>The connection broke or timed out, or the response is not HTTP.</summary>
public sealed class RawHttpException(string message, Exception? inner = null) : Exception(message, inner);
