using Leat.Core;

namespace Leat.Protocol;

/// <summary>The answer of a call that failed.</summary>
/// <param name="ErrorCode">For programs, such as <c>INVALID_PARAMETER_VALUE</c>.</param>
/// <param name="Message">What went wrong, for people.</param>
internal sealed record ErrorResponse(string? ErrorCode, string? Message)
{
    /// <summary>The answer that tells of an error.</summary>
    public static ErrorResponse From(LeatException exception) => new(exception.Code.WireName(), exception.Message);

    /// <summary>The error that the answer tells of.</summary>
    /// <param name="httpStatus">Decides the code when the answer names none.</param>
    public LeatException ToException(int httpStatus) => new(
        ErrorCode is null ? ErrorCodes.FromHttpStatus(httpStatus) : ErrorCodes.FromWireName(ErrorCode),
        Message ?? $"The server answered with HTTP status {httpStatus} and no message.");
}
