namespace Leat.Webhooks;

/// <summary>How webhooks are called. Defaults follow MLflow.</summary>
public sealed record WebhookOptions
{
    /// <summary>The schemes that the addresses of webhooks may have: <c>https</c>, and <c>http</c> where it is wanted.</summary>
    public IReadOnlyList<string> AllowedSchemes { get; init; } = ["https"];

    /// <summary>Encrypts secrets before they are stored; without it the key in <see cref="SecretKeyFile"/> does.</summary>
    public WebhookSecretKey? SecretKey { get; init; }

    /// <summary>Where a key is made with the first secret, for its owner alone, and read from then on. Null makes none: then secrets are
    /// stored as they are unless a <see cref="SecretKey"/> is given.</summary>
    public string? SecretKeyFile { get; init; }

    /// <summary>How long one request may take, from connecting to the headers of the answer.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is repeated that got no answer, or 429, 500, 502, 503 or 504.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The wait before the first repetition; it doubles with each, up to a minute. A <c>Retry-After</c> counts instead.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many requests are under way at a time, one for each webhook at most.</summary>
    public int Workers { get; init; } = 10;

    /// <summary>How long the list of webhooks is used until it is read again. Changes through this server count at once; those through
    /// another server on the same database after this time.</summary>
    public TimeSpan CacheLifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long deliveries continue after disposal has begun.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Refuses to call addresses of this machine, of private networks and of cloud metadata services. Proxies of the
    /// environment are not used then, since they would connect unseen.</summary>
    public bool PublicAddressesOnly { get; init; }
}
