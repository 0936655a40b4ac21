namespace Leat.Core;

/// <summary>An error that the caller cannot recover from, with a message that is safe to show.</summary>
public sealed class LeatException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="message">Names the value, the limit and the remedy. Never contains a secret or a stack trace.</param>
    /// <param name="innerException">The cause, for the log.</param>
    public LeatException(ErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>What went wrong.</summary>
    public ErrorCode Code { get; }

    /// <summary>Whether the same call may succeed if it is made again later.</summary>
    public bool IsTransient => Code.IsTransient();

    /// <summary>A request field is missing or has an invalid value.</summary>
    public static LeatException InvalidParameter(string message) => new(ErrorCode.InvalidParameterValue, message);

    /// <summary>The object named in a request does not exist.</summary>
    public static LeatException DoesNotExist(string message) => new(ErrorCode.ResourceDoesNotExist, message);

    /// <summary>The name in a request is taken.</summary>
    public static LeatException AlreadyExists(string message) => new(ErrorCode.ResourceAlreadyExists, message);
}
