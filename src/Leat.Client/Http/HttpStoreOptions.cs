namespace Leat.Client;

/// <summary>The connection to a tracking server. Immutable.</summary>
public sealed record HttpStoreOptions
{
    /// <summary>User name for Basic authentication; used when a password is given too.</summary>
    public string? Username { get; init; }

    /// <summary>Password for Basic authentication.</summary>
    public string? Password { get; init; }

    /// <summary>Bearer token; used when there are no user name and password.</summary>
    public string? Token { get; init; }

    /// <summary>The workspace of the server in which calls are made; null for its default one.</summary>
    public string? Workspace { get; init; }

    /// <summary>Whether the server's certificate is accepted without a check. For experiments only: anyone in between can
    /// read and change what is sent.</summary>
    public bool InsecureTls { get; init; }

    /// <summary>The longest one attempt may take; 120 s by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The longest the upload of one artifact may take; an hour by default.</summary>
    public TimeSpan ArtifactTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often a failed call is sent again, at least 0; null for 7, but only 2 for a server that has never
    /// answered, so that a wrong address shows within seconds.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>Seconds before the first retry; doubled for each further one, up to 120 s. 2 by default.</summary>
    public double BackoffFactor { get; init; } = 2;

    /// <summary>Most seconds added to each wait at random, so that many clients do not come back at once; 1 by default.</summary>
    public double BackoffJitter { get; init; } = 1;

    /// <summary>Whether a server's <c>Retry-After</c> takes the place of the backoff; true by default.</summary>
    public bool RespectRetryAfter { get; init; } = true;

    /// <summary>Sends the requests in place of a handler of the store's own; not disposed by it. For tests and proxies.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Options from these environment variables: <c>MLFLOW_TRACKING_USERNAME</c>, <c>_PASSWORD</c>, <c>_TOKEN</c>,
    /// <c>_INSECURE_TLS</c>; <c>MLFLOW_WORKSPACE</c>; <c>MLFLOW_HTTP_REQUEST_MAX_RETRIES</c>, <c>_BACKOFF_FACTOR</c>, <c>_BACKOFF_JITTER</c>,
    /// <c>_TIMEOUT</c> (s); <c>MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT</c> (s); <c>MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER</c>.</summary>
    /// <exception cref="Leat.Core.LeatException"><see cref="Leat.Core.ErrorCode.InvalidParameterValue"/>: a variable is not
    /// empty and cannot be read as its type.</exception>
    public static HttpStoreOptions FromEnvironment() => FromEnvironment(ProcessEnvironment.System);

    /// <summary>Names the type only: a record's own text would show the password and the token.</summary>
    public override string ToString() => nameof(HttpStoreOptions);

    internal static HttpStoreOptions FromEnvironment(ProcessEnvironment environment) => new()
    {
        Username = environment.Get("MLFLOW_TRACKING_USERNAME"),
        Password = environment.Get("MLFLOW_TRACKING_PASSWORD"),
        Token = environment.Get("MLFLOW_TRACKING_TOKEN"),
        Workspace = environment.Get("MLFLOW_WORKSPACE"),
        InsecureTls = environment.GetBoolean("MLFLOW_TRACKING_INSECURE_TLS", false),
        Timeout = TimeSpan.FromSeconds(environment.GetNumber("MLFLOW_HTTP_REQUEST_TIMEOUT", 120)),
        ArtifactTimeout = TimeSpan.FromSeconds(environment.GetNumber("MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT", 3_600)),
        MaxRetries = environment.Get("MLFLOW_HTTP_REQUEST_MAX_RETRIES") is null
            ? null
            : (int)Math.Min(environment.GetNumber("MLFLOW_HTTP_REQUEST_MAX_RETRIES", 0), 100),
        BackoffFactor = environment.GetNumber("MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR", 2),
        BackoffJitter = environment.GetNumber("MLFLOW_HTTP_REQUEST_BACKOFF_JITTER", 1),
        RespectRetryAfter = environment.GetBoolean("MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER", true),
    };
}
