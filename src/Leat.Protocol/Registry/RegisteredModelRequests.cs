using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/registered-models/create</c>.</summary>
/// <param name="Name">Unique, not empty.</param>
/// <param name="Tags">Tags from the start.</param>
/// <param name="Description">Empty if left out.</param>
[Needs("tags.key")]
internal sealed record CreateRegisteredModelRequest(
    [property: Limits(most: RegistryRules.MaxNameLength)] string? Name,
    IReadOnlyList<TagMessage>? Tags,
    string? Description) : IWireRequest<CreateRegisteredModelRequest>
{
    public static CreateRegisteredModelRequest Decode(WireFields fields)
    {
        var name = fields.RequireString("name");
        fields.CheckList("tags");
        var description = fields.GetString("description");
        return new CreateRegisteredModelRequest(name, fields.GetMessages("tags", TagMessage.Decode), description);
    }

    public static CreateRegisteredModelRequest From(NewRegisteredModel model) =>
        new(model.Name, model.Tags.ToMessages(TagMessage.From), model.Description);

    public NewRegisteredModel ToCommand() =>
        NewRegisteredModel.Create(Name, Description, Tags.ToEntities(tag => tag.ToEntity()));
}

/// <summary>Body of <c>POST /api/2.0/mlflow/registered-models/rename</c>.</summary>
/// <param name="Name">Which model.</param>
/// <param name="NewName">Its new name.</param>
internal sealed record RenameRegisteredModelRequest(
    string? Name,
    [property: Limits(most: RegistryRules.MaxNameLength)] string? NewName) : IWireRequest<RenameRegisteredModelRequest>
{
    public static RenameRegisteredModelRequest Decode(WireFields fields) =>
        new(fields.RequireString("name"), fields.RequireString("new_name"));
}

/// <summary>Body of <c>PATCH /api/2.0/mlflow/registered-models/update</c>.</summary>
/// <param name="Name">Which model.</param>
/// <param name="Description">Its new description; cleared if left out.</param>
internal sealed record UpdateRegisteredModelRequest(string? Name, string? Description) : IWireRequest<UpdateRegisteredModelRequest>
{
    public static UpdateRegisteredModelRequest Decode(WireFields fields) =>
        new(fields.RequireString("name"), fields.GetString("description"));
}

/// <summary>Body of <c>DELETE /api/2.0/mlflow/registered-models/delete</c>.</summary>
/// <param name="Name">Which model.</param>
internal sealed record DeleteRegisteredModelRequest(string? Name) : IWireRequest<DeleteRegisteredModelRequest>
{
    public static DeleteRegisteredModelRequest Decode(WireFields fields) => new(fields.RequireString("name"));
}

/// <summary>Query of <c>GET /api/2.0/mlflow/registered-models/get</c>.</summary>
/// <param name="Name">Which model.</param>
internal sealed record GetRegisteredModelRequest(string? Name) : IWireRequest<GetRegisteredModelRequest>
{
    public static GetRegisteredModelRequest Decode(WireFields fields) => new(fields.RequireString("name"));
}

/// <summary>Body of <c>POST /api/2.0/mlflow/registered-models/set-tag</c>.</summary>
/// <param name="Name">Which model.</param>
/// <param name="Key">The tag's name.</param>
/// <param name="Value">Its value; empty if left out.</param>
internal sealed record SetRegisteredModelTagRequest(
    string? Name,
    [property: Limits(most: RegistryRules.MaxTagKeyLength)] string? Key,
    [property: Limits(most: RegistryRules.MaxTagValueLength)] string? Value) : IWireRequest<SetRegisteredModelTagRequest>
{
    public static SetRegisteredModelTagRequest Decode(WireFields fields) => new(
        fields.RequireString("name"), fields.RequireString("key"), fields.GetString("value"));

    /// <summary>The tag to set.</summary>
    public Tag ToTag() => new(Key ?? "", Value ?? "");
}

/// <summary>Body of <c>DELETE /api/2.0/mlflow/registered-models/delete-tag</c>.</summary>
/// <param name="Name">Which model.</param>
/// <param name="Key">The tag's name.</param>
internal sealed record DeleteRegisteredModelTagRequest(string? Name, string? Key) : IWireRequest<DeleteRegisteredModelTagRequest>
{
    public static DeleteRegisteredModelTagRequest Decode(WireFields fields) =>
        new(fields.RequireString("name"), fields.RequireString("key"));
}
