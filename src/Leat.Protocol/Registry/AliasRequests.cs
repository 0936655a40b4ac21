using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/registered-models/alias</c>.</summary>
/// <param name="Name">Which model.</param>
/// <param name="Alias">Letters, digits, _ and -. Neither latest nor v with a number.</param>
/// <param name="Version">The version that it is to name, as text.</param>
internal sealed record SetRegisteredModelAliasRequest(
    string? Name,
    [property: Limits(most: RegistryRules.MaxAliasLength)] string? Alias,
    string? Version) : IWireRequest<SetRegisteredModelAliasRequest>
{
    public static SetRegisteredModelAliasRequest Decode(WireFields fields) => new(
        fields.RequireString("name"), fields.RequireString("alias"), fields.RequireString("version"));

    /// <summary>The version's number; the alias is checked first, as in MLflow.</summary>
    public long ToVersion()
    {
        RegistryRules.CheckNewAlias(Alias ?? "");
        return RegistryRules.ParseVersion(Name ?? "", Version ?? "");
    }
}

/// <summary>Body of <c>DELETE /api/2.0/mlflow/registered-models/alias</c>.</summary>
/// <param name="Name">Which model.</param>
/// <param name="Alias">The alias.</param>
internal sealed record DeleteRegisteredModelAliasRequest(string? Name, string? Alias) : IWireRequest<DeleteRegisteredModelAliasRequest>
{
    public static DeleteRegisteredModelAliasRequest Decode(WireFields fields) =>
        new(fields.RequireString("name"), fields.RequireString("alias"));
}

/// <summary>Query of <c>GET /api/2.0/mlflow/registered-models/alias</c>.</summary>
/// <param name="Name">Which model.</param>
/// <param name="Alias">The alias; <c>latest</c> for the newest version.</param>
internal sealed record GetModelVersionByAliasRequest(string? Name, string? Alias) : IWireRequest<GetModelVersionByAliasRequest>
{
    public static GetModelVersionByAliasRequest Decode(WireFields fields) =>
        new(fields.RequireString("name"), fields.RequireString("alias"));
}
