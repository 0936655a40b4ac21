namespace Leat.Core;

/// <summary>The kind of error, as defined by MLflow's protocol. <see cref="ErrorCodes"/> has the wire name and HTTP status of each.</summary>
/// <remarks>Numbers and names follow MLflow 3.6 (<c>databricks.proto</c>), limited to those that a tracking server returns or a client may
/// see.</remarks>
public enum ErrorCode
{
    /// <summary>A bug or failure in the server. HTTP 500.</summary>
    InternalError = 1,

    /// <summary>Overloaded or restarting; the same request may succeed later. HTTP 503.</summary>
    TemporarilyUnavailable = 2,

    /// <summary>The request could not be understood. HTTP 400.</summary>
    BadRequest = 4,

    /// <summary>No answer in time. HTTP 504.</summary>
    DeadlineExceeded = 7,

    /// <summary>The caller disconnected. HTTP 499.</summary>
    Cancelled = 8,

    /// <summary>A quota is exhausted. HTTP 429.</summary>
    ResourceExhausted = 9,

    /// <summary>A concurrent change interfered. HTTP 409.</summary>
    Aborted = 10,

    /// <summary>Not found. HTTP 404.</summary>
    NotFound = 11,

    /// <summary>Already exists. HTTP 409.</summary>
    AlreadyExists = 12,

    /// <summary>No credentials, or wrong ones. HTTP 401.</summary>
    Unauthenticated = 13,

    /// <summary>A request field is missing or has an invalid value. HTTP 400.</summary>
    InvalidParameterValue = 1000,

    /// <summary>No such call. HTTP 404.</summary>
    EndpointNotFound = 1001,

    /// <summary>The object's state does not allow the call. HTTP 500 in MLflow; for client mistakes Leat uses
    /// <see cref="InvalidParameterValue"/> instead.</summary>
    InvalidState = 1003,

    /// <summary>Authenticated, but not permitted. HTTP 403.</summary>
    PermissionDenied = 1004,

    /// <summary>What the request needs is switched off here. MLflow answers 500, which clients send again; Leat 400.</summary>
    FeatureDisabled = 1005,

    /// <summary>Too many requests. HTTP 429.</summary>
    RequestLimitExceeded = 1007,

    /// <summary>Two writers conflict. HTTP 409.</summary>
    ResourceConflict = 1008,

    /// <summary>Understood but not supported here; clients fall back to another method. HTTP 501.</summary>
    NotImplemented = 1010,

    /// <summary>Stored data is damaged. HTTP 500.</summary>
    DataLoss = 1011,

    /// <summary>The name is taken. HTTP 400 (not 409: MLflow's clients rely on it).</summary>
    ResourceAlreadyExists = 3001,

    /// <summary>The experiment, run, model or other object named does not exist. HTTP 404.</summary>
    ResourceDoesNotExist = 3002,
}
