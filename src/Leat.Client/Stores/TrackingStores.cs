using System.Collections.Concurrent;
using Leat.Core;

namespace Leat.Client;

/// <summary>Which store serves which scheme of tracking URIs. Safe for concurrent use.</summary>
/// <remarks><c>http</c> and <c>https</c> are always there. The package <c>Leat</c> adds <c>sqlite</c> to every program
/// that references it.</remarks>
public static class TrackingStores
{
    private static readonly ConcurrentDictionary<string, TrackingStoreFactory> Factories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["http"] = HttpStoreFactory.OpenAsync,
        ["https"] = HttpStoreFactory.OpenAsync,
    };

    /// <summary>Makes tracking URIs of a scheme open this store, replacing the store that the scheme had before.</summary>
    /// <param name="scheme">Without the colon, for example <c>sqlite</c>; case does not matter.</param>
    /// <param name="factory">Opens the store.</param>
    public static void Register(string scheme, TrackingStoreFactory factory)
    {
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        ArgumentNullException.ThrowIfNull(factory);
        Factories[scheme] = factory;
    }

    /// <summary>Opens the store that a tracking URI names.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no store serves this scheme, or the
    /// store cannot be opened.</exception>
    internal static Task<OpenedStore> OpenAsync(string trackingUri, LeatClientOptions options, CancellationToken cancellationToken)
    {
        // Blanks come along when an address is pasted.
        var uri = trackingUri.Trim();
        return Factories.TryGetValue(SchemeOf(uri), out var factory)
            ? factory(uri, options, cancellationToken)
            : throw LeatException.InvalidParameter(Unserved(StoreUri.Parse(uri)));
    }

    /// <summary>What stands before the first colon; a single letter is a Windows drive. A plain path is a directory of files.</summary>
    private static string SchemeOf(string trackingUri)
    {
        var colon = trackingUri.IndexOf(':');
        return colon > 1 ? trackingUri[..colon] : "file";
    }

    private static string Unserved(StoreUri uri) => uri.Kind switch
    {
        StoreKind.Sqlite => $"The tracking URI '{uri}' needs the in-process SQLite store. Add the package Leat to the "
            + "program ('dotnet add package Leat'), or give the http(s) address of a server.",
        StoreKind.Directory => $"The tracking URI '{uri}' is a directory and needs the in-process store of files. Add the "
            + "package Leat to the program ('dotnet add package Leat'), or give the http(s) address of a server.",
        _ => $"The tracking URI '{uri}' is a database server, which a client does not open by itself. Run "
            + "'leat server --backend-store-uri …' on it and give the server's http(s) address, or give "
            + "'sqlite:///leat.db' for a local database.",
    };
}
