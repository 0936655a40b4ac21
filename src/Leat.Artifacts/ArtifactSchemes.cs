using System.Collections.Concurrent;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts;

/// <summary>Which store serves which scheme of artifact locations. Safe for concurrent use.</summary>
/// <remarks>Local directories and MLflow's artifact proxy (<c>file</c>, <c>http</c>, <c>https</c>, <c>mlflow-artifacts</c>) are always
/// supported. Others are registered by the program.</remarks>
public sealed class ArtifactSchemes
{
    private static readonly string[] BuiltIn = ["", "file", "http", "https", ArtifactUri.ProxyScheme];

    private readonly ConcurrentDictionary<string, ArtifactStoreFactory> _factories = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What clients of this process use if their options name no other.</summary>
    public static ArtifactSchemes Default { get; } = new();

    /// <summary>Registers the store for a scheme, replacing an earlier registration.</summary>
    /// <param name="scheme">Without the colon, for example <c>s3</c>; case does not matter.</param>
    /// <param name="factory">Makes the store, once for each provider that opens such a location.</param>
    /// <returns>This instance, for chaining.</returns>
    /// <exception cref="ArgumentException">The scheme is built in and cannot be replaced: a server's rules on what may be opened depend on
    /// it.</exception>
    public ArtifactSchemes Register(string scheme, ArtifactStoreFactory factory)
    {
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        ArgumentNullException.ThrowIfNull(factory);
        if (BuiltIn.Contains(scheme, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"The scheme '{scheme}' is always there and cannot be registered.", nameof(scheme));
        _factories[scheme] = factory;
        return this;
    }

    /// <summary>Whether files can be kept directly at a location: a local directory, or a location of a registered scheme.</summary>
    public bool Opens(string artifactUri)
    {
        ArgumentNullException.ThrowIfNull(artifactUri);
        return ArtifactUri.IsLocal(artifactUri) || _factories.ContainsKey(ArtifactUri.GetScheme(artifactUri));
    }

    /// <summary>Refuses a location where files cannot be kept.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: no store is registered for it; the message says
    /// what would serve it.</exception>
    public void RequireOpens(string artifactUri)
    {
        if (!Opens(artifactUri))
            throw new LeatException(ErrorCode.NotImplemented, $"Artifacts cannot be kept at '{StoreUri.Redact(artifactUri)}'. {WhyNot(ArtifactUri.GetScheme(artifactUri))}");
    }

    internal ArtifactStoreFactory? Find(string scheme) => _factories.GetValueOrDefault(scheme);

    internal LeatException Unknown(ArtifactLocation location)
    {
        var known = string.Join(", ", BuiltIn.Concat(_factories.Keys.Order(StringComparer.Ordinal)).Select(scheme => $"'{scheme}'"));
        return LeatException.InvalidParameter(
            $"Could not find a registered artifact repository for: {location}. Currently registered schemes are: [{known}]. {WhyNot(location.Scheme)}");
    }

    /// <summary>What would serve a scheme that is not registered.</summary>
    private static string WhyNot(string scheme) => scheme switch
    {
        "s3" or "r2" => Elsewhere(scheme, "Leat.Artifacts.S3", "S3ArtifactStore"),
        "wasbs" or "wasb" or "abfss" => Elsewhere(scheme, "Leat.Artifacts.AzureBlob", "BlobArtifactStore"),
        "gs" => Elsewhere(scheme, "Leat.Artifacts.Gcs", "GcsArtifactStore"),
        "sftp" => Elsewhere(scheme, "Leat.Artifacts.Sftp", "SftpArtifactStore"),
        "abfs" => "Leat has no store for abfs://, which is not encrypted: write abfss:// instead.",
        "hdfs" or "viewfs" or "dbfs" or "ftp" =>
            $"Leat has no store for the scheme '{scheme}'. Mount it as a directory and give that, or the address of a server that serves artifacts.",
        "http" or "https" or ArtifactUri.ProxyScheme =>
            "A server keeps files itself, not behind the proxy of another: give a directory.",
        _ => $"Leat has no store for the scheme '{scheme}'. Give a directory, or the address of a server that serves artifacts.",
    };

    private static string Elsewhere(string scheme, string package, string store) =>
        $"The package {package} has the store for {scheme}://: add it, and register it once with ArtifactSchemes.Default.Register(\"{scheme}\", {store}.Create).";
}
