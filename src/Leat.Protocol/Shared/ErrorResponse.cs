using Leat.Core;

namespace Leat.Protocol;

/// <summary>The response of a failed call.</summary>
/// <param name="ErrorCode">For programs, such as <c>INVALID_PARAMETER_VALUE</c>.</param>
/// <param name="Message">What went wrong, for people.</param>
/// <param name="Position">Where in the filter the faulty part begins, in UTF-16 units from 0; only in calls of Leat's own.</param>
/// <param name="Length">How long the faulty part of the filter is; 0 if something is missing at its end.</param>
internal sealed record ErrorResponse(
    string? ErrorCode, string? Message, [property: MayBeLeftOut] int? Position = null, [property: MayBeLeftOut] int? Length = null)
{
    /// <summary>Creates the response for an error, in MLflow's form.</summary>
    public static ErrorResponse From(LeatException exception) => new(exception.Code.WireName(), exception.Message);

    /// <summary>Creates the response for an error of a call of Leat's own, which tells its place.</summary>
    public static ErrorResponse WithPlace(LeatException exception) =>
        From(exception) with { Position = exception.Place?.Position, Length = exception.Place?.Length };

    /// <summary>The error described by the response.</summary>
    /// <param name="httpStatus">Determines the code if the response has none.</param>
    public LeatException ToException(int httpStatus) => new(
        ErrorCode is null ? ErrorCodes.FromHttpStatus(httpStatus) : ErrorCodes.FromWireName(ErrorCode),
        Message ?? $"The server answered with HTTP status {httpStatus} and no message.")
    {
        Place = Position is { } position ? new FaultPlace(position, Length ?? 0) : null,
    };
}
