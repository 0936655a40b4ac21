using System.Collections.Frozen;

namespace Leat.Core;

/// <summary>Wire names and HTTP statuses of <see cref="ErrorCode"/>.</summary>
public static class ErrorCodes
{
    private static readonly (ErrorCode Code, string WireName, int HttpStatus)[] Table =
    [
        (ErrorCode.InternalError, "INTERNAL_ERROR", 500),
        (ErrorCode.TemporarilyUnavailable, "TEMPORARILY_UNAVAILABLE", 503),
        (ErrorCode.BadRequest, "BAD_REQUEST", 400),
        (ErrorCode.DeadlineExceeded, "DEADLINE_EXCEEDED", 504),
        (ErrorCode.Cancelled, "CANCELLED", 499),
        (ErrorCode.ResourceExhausted, "RESOURCE_EXHAUSTED", 429),
        (ErrorCode.Aborted, "ABORTED", 409),
        (ErrorCode.NotFound, "NOT_FOUND", 404),
        (ErrorCode.AlreadyExists, "ALREADY_EXISTS", 409),
        (ErrorCode.Unauthenticated, "UNAUTHENTICATED", 401),
        (ErrorCode.InvalidParameterValue, "INVALID_PARAMETER_VALUE", 400),
        (ErrorCode.EndpointNotFound, "ENDPOINT_NOT_FOUND", 404),
        (ErrorCode.InvalidState, "INVALID_STATE", 500),
        (ErrorCode.PermissionDenied, "PERMISSION_DENIED", 403),
        (ErrorCode.FeatureDisabled, "FEATURE_DISABLED", 400),
        (ErrorCode.RequestLimitExceeded, "REQUEST_LIMIT_EXCEEDED", 429),
        (ErrorCode.ResourceConflict, "RESOURCE_CONFLICT", 409),
        (ErrorCode.NotImplemented, "NOT_IMPLEMENTED", 501),
        (ErrorCode.DataLoss, "DATA_LOSS", 500),
        (ErrorCode.ResourceAlreadyExists, "RESOURCE_ALREADY_EXISTS", 400),
        (ErrorCode.ResourceDoesNotExist, "RESOURCE_DOES_NOT_EXIST", 404),
    ];

    private static readonly FrozenDictionary<ErrorCode, (string WireName, int HttpStatus)> ByCode =
        Table.ToFrozenDictionary(row => row.Code, row => (row.WireName, row.HttpStatus));

    private static readonly FrozenDictionary<string, ErrorCode> ByWireName =
        Table.ToFrozenDictionary(row => row.WireName, row => row.Code, StringComparer.Ordinal);

    /// <summary>The value of <c>error_code</c> in an error response, for example <c>INVALID_PARAMETER_VALUE</c>.</summary>
    public static string WireName(this ErrorCode code) => ByCode[code].WireName;

    /// <summary>The HTTP status for the code.</summary>
    public static int HttpStatus(this ErrorCode code) => ByCode[code].HttpStatus;

    /// <summary>Whether the same request may succeed if it is sent again later.</summary>
    public static bool IsTransient(this ErrorCode code) => code
        is ErrorCode.TemporarilyUnavailable or ErrorCode.DeadlineExceeded or ErrorCode.ResourceExhausted
        or ErrorCode.RequestLimitExceeded or ErrorCode.Aborted;

    /// <summary>The code with this wire name; as in MLflow's clients, <see cref="ErrorCode.InternalError"/> for an unknown name.</summary>
    public static ErrorCode FromWireName(string? wireName) =>
        wireName is not null && ByWireName.TryGetValue(wireName, out var code) ? code : ErrorCode.InternalError;

    /// <summary>The code that a client assumes for a response with this status and no usable body.</summary>
    public static ErrorCode FromHttpStatus(int status) => status switch
    {
        400 => ErrorCode.BadRequest,
        401 => ErrorCode.Unauthenticated,
        403 => ErrorCode.PermissionDenied,
        404 => ErrorCode.EndpointNotFound,
        409 => ErrorCode.AlreadyExists,
        422 => ErrorCode.InvalidParameterValue,
        429 => ErrorCode.ResourceExhausted,
        499 => ErrorCode.Cancelled,
        501 => ErrorCode.NotImplemented,
        503 => ErrorCode.TemporarilyUnavailable,
        504 => ErrorCode.DeadlineExceeded,
        _ => ErrorCode.InternalError,
    };
}
