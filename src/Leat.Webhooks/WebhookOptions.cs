namespace Leat.Webhooks;

/// <summary>How webhooks are called. Defaults follow MLflow.</summary>
public sealed record WebhookOptions
{
    /// <summary>The schemes that the addresses of webhooks may have: <c>https</c>, and <c>http</c> where it is wanted.</summary>
    public IReadOnlyList<string> AllowedSchemes { get; init; } = ["https"];

    /// <summary>Encrypts secrets before they are stored; without it the key in <see cref="SecretKeyFile"/> does.</summary>
    public WebhookSecretKey? SecretKey { get; init; }

    /// <summary>The file, readable by its owner alone, in which a key is made with the first secret. Null for none: then secrets are
    /// stored as they are unless a <see cref="SecretKey"/> is given.</summary>
    public string? SecretKeyFile { get; init; }

    /// <summary>How long one request may take, from connecting to the headers of the answer.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is repeated that got no answer, or 429, 500, 502, 503 or 504.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The wait before the first repetition; it doubles with each, up to a minute. A <c>Retry-After</c> is followed
    /// instead.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many requests are in progress at a time, at most one for each webhook.</summary>
    public int Workers { get; init; } = 10;

    /// <summary>How long the list of webhooks is used until it is read again. Changes through this server take effect at once, those
    /// through another server on the same database after this time.</summary>
    public TimeSpan CacheLifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long deliveries continue after disposal has begun.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Refuses to call addresses of this machine, of private networks and of cloud metadata services. Proxies from the
    /// environment are then not used, since their connections cannot be checked.</summary>
    public bool PublicAddressesOnly { get; init; }

    /// <summary>Whether deliveries say in which workspace something happened. Servers with workspaces do.</summary>
    public bool NamesWorkspace { get; init; }
}
