using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/3.0/mlflow/datasets/{dataset_id}/records</c>.</summary>
/// <param name="MaxResults">Page size; 1,000 if left out or 0. A page holds 10,000 at most.</param>
/// <param name="PageToken">The token of the page before.</param>
public sealed record GetEvaluationDatasetRecordsRequest(long? MaxResults, string? PageToken) : IWireRequest<GetEvaluationDatasetRecordsRequest>
{
    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 1_000;

    /// <inheritdoc/>
    public static GetEvaluationDatasetRecordsRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new GetEvaluationDatasetRecordsRequest(
            fields.GetInt64("max_results", int.MinValue, int.MaxValue), fields.GetString("page_token"));
    }

    /// <summary>The page size that is meant.</summary>
    public long ToPageSize() => MaxResults is null or 0 ? DefaultPageSize : MaxResults.Value;
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/datasets/{dataset_id}/records</c>, which <see cref="EvaluationDatasetRecordsWriter"/> writes.</summary>
/// <param name="Records">A JSON list in a text.</param>
/// <param name="NextPageToken">Left out on the last page.</param>
public sealed record GetEvaluationDatasetRecordsResponse(string? Records, string? NextPageToken)
{
    /// <summary>The page that a server sent.</summary>
    public Page<EvaluationDatasetRecord> ToPage() => new(EvaluationRecordsText.Read(Records), Answers.PageToken(NextPageToken));
}
