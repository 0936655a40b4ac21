using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/3.0/mlflow/datasets/{dataset_id}/records</c>.</summary>
/// <param name="Records">A JSON list in a text, of objects with inputs and, if there are any, outputs, expectations, tags and
/// source. What it holds is kept as it came.</param>
internal sealed record UpsertEvaluationDatasetRecordsRequest(string? Records) : IWireRequest<UpsertEvaluationDatasetRecordsRequest>
{
    public static UpsertEvaluationDatasetRecordsRequest Decode(WireFields fields) => new(fields.RequireString("records"));

    public static UpsertEvaluationDatasetRecordsRequest From(NewEvaluationDatasetRecords records) =>
        new(EvaluationRecordsText.Write(records));

    /// <summary>The records, checked.</summary>
    public NewEvaluationDatasetRecords ToRecords()
    {
        using var document = EmbeddedJson.Parse(Records ?? "", "records");
        return NewEvaluationDatasetRecords.Read(document.RootElement);
    }
}

/// <summary>Answer of <c>POST /api/3.0/mlflow/datasets/{dataset_id}/records</c>.</summary>
/// <param name="InsertedCount">How many records had new inputs.</param>
/// <param name="UpdatedCount">How many records went into one that was there.</param>
internal sealed record UpsertEvaluationDatasetRecordsResponse(long? InsertedCount, long? UpdatedCount)
{
    /// <summary>The answer with these counts.</summary>
    public static UpsertEvaluationDatasetRecordsResponse From(EvaluationDatasetUpsert done) => new(done.Inserted, done.Updated);

    public EvaluationDatasetUpsert ToEntity() => new((int)(InsertedCount ?? 0), (int)(UpdatedCount ?? 0));
}
