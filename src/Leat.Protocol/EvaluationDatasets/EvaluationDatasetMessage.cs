using System.Globalization;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>An evaluation dataset as it travels.</summary>
/// <param name="DatasetId">d- and 32 hexadecimal digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tags">A JSON object in a text.</param>
/// <param name="Schema">What fields its records have had: JSON in a text; left out before the first records.</param>
/// <param name="Profile">How many records it has: JSON in a text; left out while there are none.</param>
/// <param name="Digest">Changes whenever records are written.</param>
/// <param name="CreatedTime">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTime">Unix milliseconds, UTC.</param>
/// <param name="CreatedBy">A user; left out if none was named.</param>
/// <param name="LastUpdatedBy">A user; left out if none was named.</param>
/// <param name="ExperimentIds">The experiments that it is part of; left out if there are none.</param>
internal sealed record EvaluationDatasetMessage(
    string? DatasetId,
    string? Name,
    string? Tags,
    [property: MayBeLeftOut] string? Schema,
    [property: MayBeLeftOut] string? Profile,
    string? Digest,
    long? CreatedTime,
    long? LastUpdateTime,
    [property: MayBeLeftOut] string? CreatedBy,
    [property: MayBeLeftOut] string? LastUpdatedBy,
    IReadOnlyList<string>? ExperimentIds)
{
    public static EvaluationDatasetMessage From(EvaluationDataset dataset) => new(
        dataset.DatasetId,
        dataset.Name,
        EvaluationDatasetTags.Write(dataset.Tags),
        dataset.Schema,
        dataset.RecordCount == 0 ? null : $"{{\"num_records\": {dataset.RecordCount.ToString(CultureInfo.InvariantCulture)}}}",
        dataset.Digest,
        dataset.CreatedTimeMs,
        dataset.LastUpdateTimeMs,
        dataset.CreatedBy,
        dataset.LastUpdatedBy,
        dataset.ExperimentIds.NullIfEmpty());

    /// <summary>The dataset that a server sent.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InternalError"/>: it has no id.</exception>
    public EvaluationDataset ToEntity() => new(
        Answers.Require(DatasetId, "dataset_id"),
        Name ?? "",
        EvaluationDatasetTags.Read(Tags),
        Schema,
        RecordCount(),
        Digest ?? "",
        CreatedTime ?? 0,
        LastUpdateTime ?? 0,
        CreatedBy,
        LastUpdatedBy,
        ExperimentIds ?? []);

    private long RecordCount()
    {
        if (string.IsNullOrEmpty(Profile))
            return 0;
        using var profile = EmbeddedJson.Parse(Profile, "profile");
        return profile.RootElement.GetProperty("num_records").GetInt64();
    }
}

/// <summary>Answer of calls that end with one evaluation dataset.</summary>
/// <param name="Dataset">The dataset as it is now.</param>
internal sealed record EvaluationDatasetResponse(EvaluationDatasetMessage? Dataset)
{
    /// <summary>The answer with this dataset.</summary>
    public static EvaluationDatasetResponse From(EvaluationDataset dataset) => new(EvaluationDatasetMessage.From(dataset));

    public EvaluationDataset ToEntity() => Answers.Require(Dataset, "dataset").ToEntity();
}
