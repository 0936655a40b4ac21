using Leat.Core;

namespace Leat.Protocol;

/// <summary>The response of a failed call.</summary>
/// <param name="ErrorCode">For programs, such as <c>INVALID_PARAMETER_VALUE</c>.</param>
/// <param name="Message">What went wrong, for people.</param>
internal sealed record ErrorResponse(string? ErrorCode, string? Message)
{
    /// <summary>Creates the response for an error.</summary>
    public static ErrorResponse From(LeatException exception) => new(exception.Code.WireName(), exception.Message);

    /// <summary>The error described by the response.</summary>
    /// <param name="httpStatus">Determines the code if the response has none.</param>
    public LeatException ToException(int httpStatus) => new(
        ErrorCode is null ? ErrorCodes.FromHttpStatus(httpStatus) : ErrorCodes.FromWireName(ErrorCode),
        Message ?? $"The server answered with HTTP status {httpStatus} and no message.");
}
