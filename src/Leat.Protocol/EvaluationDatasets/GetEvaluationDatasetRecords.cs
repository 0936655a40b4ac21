using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/3.0/mlflow/datasets/{dataset_id}/records</c>.</summary>
/// <param name="MaxResults">The most to answer in one page, which holds 10000 at most; 0 counts as left out.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
internal sealed record GetEvaluationDatasetRecordsRequest(
    [property: Limits(least: 0), DefaultValue(GetEvaluationDatasetRecordsRequest.DefaultPageSize)] long? MaxResults,
    string? PageToken) : IWireRequest<GetEvaluationDatasetRecordsRequest>
{
    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 1_000;

    public static GetEvaluationDatasetRecordsRequest Decode(WireFields fields) => new(
        fields.GetInt64("max_results", int.MinValue, int.MaxValue), fields.GetString("page_token"));

    /// <summary>The page size that is meant.</summary>
    public long ToPageSize() => MaxResults is null or 0 ? DefaultPageSize : MaxResults.Value;
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/datasets/{dataset_id}/records</c>, which <see cref="EvaluationDatasetRecordsWriter"/> writes.</summary>
/// <param name="Records">A JSON list in a text.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record GetEvaluationDatasetRecordsResponse(
    string? Records,
    [property: MayBeLeftOut] string? NextPageToken)
{
    public Page<EvaluationDatasetRecord> ToPage() => new(EvaluationRecordsText.Read(Records), Answers.PageToken(NextPageToken));
}
