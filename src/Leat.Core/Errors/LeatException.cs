namespace Leat.Core;

/// <summary>An error that the caller cannot recover from, with a message that is safe to show.</summary>
public sealed class LeatException : Exception
{
    private readonly bool _isCallersState;

    /// <summary>Creates an error.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="message">Names the value, the limit and the remedy. Never contains a secret or a stack trace.</param>
    /// <param name="innerException">The cause, for the log.</param>
    public LeatException(ErrorCode code, string message, Exception? innerException = null)
        : this(code, message, isCallersState: false, innerException)
    {
    }

    private LeatException(ErrorCode code, string message, bool isCallersState, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        _isCallersState = isCallersState;
    }

    /// <summary>What went wrong.</summary>
    public ErrorCode Code { get; }

    /// <summary>Where in a filter the error is; null for other errors.</summary>
    public FaultPlace? Place { get; init; }

    /// <summary>The HTTP status: that of the code, or 400 for a state that is the caller's to change. MLflow answers 500 there, after which
    /// its clients repeat the call for minutes.</summary>
    public int HttpStatus => _isCallersState ? 400 : Code.HttpStatus();

    /// <summary>Whether the same call may succeed if it is made again later.</summary>
    public bool IsTransient => Code.IsTransient();

    /// <summary>A request field is missing or has an invalid value.</summary>
    public static LeatException InvalidParameter(string message) => new(ErrorCode.InvalidParameterValue, message);

    /// <summary>This error with its place in a filter.</summary>
    internal LeatException At(FaultPlace place) => new(Code, Message, _isCallersState, InnerException) { Place = place };

    /// <summary>The object named in a request does not exist.</summary>
    public static LeatException DoesNotExist(string message) => new(ErrorCode.ResourceDoesNotExist, message);

    /// <summary>The object named in a request is not in the state that the call needs.</summary>
    public static LeatException WrongState(string message) => new(ErrorCode.InvalidState, message, isCallersState: true);

    /// <summary>The name in a request is taken.</summary>
    public static LeatException AlreadyExists(string message) => new(ErrorCode.ResourceAlreadyExists, message);
}
