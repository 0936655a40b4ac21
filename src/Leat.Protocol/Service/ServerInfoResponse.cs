using System.ComponentModel.DataAnnotations;

namespace Leat.Protocol;

/// <summary>Answer of <c>GET /api/leat/1.0/info</c>, which only Leat has.</summary>
/// <param name="Product">Always <c>leat</c>.</param>
/// <param name="Version">Leat's version.</param>
/// <param name="ProtocolVersion">The MLflow version whose protocol the server speaks.</param>
/// <param name="Store">How the store keeps data, read back from the connection that writes: for SQLite <c>journal_mode</c> and
/// <c>synchronous</c>. Left out when the store does not say.</param>
/// <param name="Workspaces">True where there are workspaces; left out elsewhere.</param>
internal sealed record ServerInfoResponse(
    [property: AllowedValues("leat")] string? Product,
    string? Version,
    string? ProtocolVersion,
    IReadOnlyDictionary<string, string>? Store = null,
    [property: MayBeLeftOut] bool? Workspaces = null);
