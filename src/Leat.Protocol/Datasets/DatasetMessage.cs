using Leat.Core;

namespace Leat.Protocol;

/// <summary>A dataset as it travels.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">At most 36 characters.</param>
/// <param name="SourceType">The kind of source, for example local.</param>
/// <param name="Source">Where it comes from; usually JSON.</param>
/// <param name="Schema">Columns and types, usually JSON, at most 1048575 characters; left out when unknown.</param>
/// <param name="Profile">Statistics, usually JSON, at most 16777215 characters; left out when unknown.</param>
internal sealed record DatasetMessage(
    string? Name,
    string? Digest,
    string? SourceType,
    string? Source,
    [property: MayBeLeftOut] string? Schema = null,
    [property: MayBeLeftOut] string? Profile = null)
{
    internal static DatasetMessage Decode(WireFields fields) => new(
        fields.GetString("name"),
        fields.GetString("digest"),
        fields.GetString("source_type"),
        fields.GetString("source"),
        fields.GetString("schema"),
        fields.GetString("profile"));

    public static DatasetMessage From(Dataset dataset) => new(
        dataset.Name, dataset.Digest, dataset.SourceType, dataset.Source, dataset.Schema, dataset.Profile);

    /// <summary>The dataset; what must be there and is missing is empty, as in MLflow.</summary>
    public Dataset ToEntity() => new(Name ?? "", Digest ?? "", SourceType ?? "", Source ?? "", Schema, Profile);
}

/// <summary>A dataset as one run used it.</summary>
/// <param name="Tags">Left out when there are none.</param>
/// <param name="Dataset">The dataset.</param>
internal sealed record DatasetInputMessage(IReadOnlyList<TagMessage>? Tags, DatasetMessage? Dataset)
{
    internal static DatasetInputMessage Decode(WireFields fields) => new(
        fields.GetMessages("tags", TagMessage.Decode),
        fields.GetMessage("dataset") is { } dataset ? DatasetMessage.Decode(dataset) : null);

    public static DatasetInputMessage From(DatasetInput input) =>
        new(input.Tags.ToMessages(TagMessage.From), DatasetMessage.From(input.Dataset));

    /// <summary>The input; without a dataset it is one whose fields are empty, as in MLflow.</summary>
    public DatasetInput ToEntity() => new(
        (Dataset ?? new DatasetMessage("", "", "", "")).ToEntity(), Tags.ToEntities(tag => tag.ToEntity()));
}
