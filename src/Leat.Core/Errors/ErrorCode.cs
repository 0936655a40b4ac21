namespace Leat.Core;

/// <summary>What went wrong, in the terms of MLflow's protocol. The wire name and HTTP status of each are in <see cref="ErrorCodes"/>.</summary>
/// <remarks>Numbers and names follow MLflow 3.6 (<c>databricks.proto</c>), restricted to those a tracking server answers or a client meets.</remarks>
public enum ErrorCode
{
    /// <summary>A fault of ours. HTTP 500.</summary>
    InternalError = 1,

    /// <summary>Overloaded or restarting; the same request may succeed later. HTTP 503.</summary>
    TemporarilyUnavailable = 2,

    /// <summary>The request could not be understood. HTTP 400.</summary>
    BadRequest = 4,

    /// <summary>No answer in time. HTTP 504.</summary>
    DeadlineExceeded = 7,

    /// <summary>The caller went away. HTTP 499.</summary>
    Cancelled = 8,

    /// <summary>A quota is used up. HTTP 429.</summary>
    ResourceExhausted = 9,

    /// <summary>A concurrent change got in the way. HTTP 409.</summary>
    Aborted = 10,

    /// <summary>Not there. HTTP 404.</summary>
    NotFound = 11,

    /// <summary>Already there. HTTP 409.</summary>
    AlreadyExists = 12,

    /// <summary>No credentials, or wrong ones. HTTP 401.</summary>
    Unauthenticated = 13,

    /// <summary>A field of the request is missing or has a value that is not allowed. HTTP 400.</summary>
    InvalidParameterValue = 1000,

    /// <summary>No such call. HTTP 404.</summary>
    EndpointNotFound = 1001,

    /// <summary>The object is in a state that does not allow the call. HTTP 500 in MLflow; Leat answers client mistakes with <see cref="InvalidParameterValue"/> instead.</summary>
    InvalidState = 1003,

    /// <summary>Known, but not allowed. HTTP 403.</summary>
    PermissionDenied = 1004,

    /// <summary>Too many requests. HTTP 429.</summary>
    RequestLimitExceeded = 1007,

    /// <summary>Two writers disagree. HTTP 409.</summary>
    ResourceConflict = 1008,

    /// <summary>Understood, but not offered here; clients fall back to another way. HTTP 501.</summary>
    NotImplemented = 1010,

    /// <summary>Stored data is damaged. HTTP 500.</summary>
    DataLoss = 1011,

    /// <summary>A name is taken. HTTP 400 (not 409: MLflow's clients count on it).</summary>
    ResourceAlreadyExists = 3001,

    /// <summary>The experiment, run, model or other object named does not exist. HTTP 404.</summary>
    ResourceDoesNotExist = 3002,
}
