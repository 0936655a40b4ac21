using System.Globalization;
using System.Text.Json;

namespace Leat.Core;

/// <summary>Valid records to be written to an evaluation dataset together.</summary>
/// <param name="Records">In the order sent; several may have the same inputs.</param>
/// <param name="Schema">The fields they have.</param>
public sealed record NewEvaluationDatasetRecords(IReadOnlyList<NewEvaluationDatasetRecord> Records, EvaluationDatasetSchema Schema)
{
    private const string Parameter = "records";

    /// <summary>Their author; null if none of them names one.</summary>
    public string? User => Records.LastOrDefault(record => record.User is not null)?.User;

    /// <summary>Reads records.</summary>
    /// <param name="records">A JSON array of objects with <c>inputs</c> and, optionally, <c>outputs</c>, <c>expectations</c>, <c>tags</c>
    /// and <c>source</c>. Other members are dropped.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not such an array.</exception>
    public static NewEvaluationDatasetRecords Read(JsonElement records)
    {
        if (records.ValueKind != JsonValueKind.Array)
            throw LeatException.InvalidParameter($"Invalid value for parameter '{Parameter}' supplied: a JSON list of records is wanted.");
        var schema = new EvaluationDatasetSchema();
        var read = new List<NewEvaluationDatasetRecord>(records.GetArrayLength());
        foreach (var record in records.EnumerateArray())
        {
            var path = $"{Parameter}[{read.Count.ToString(CultureInfo.InvariantCulture)}]";
            try
            {
                read.Add(NewEvaluationDatasetRecord.Read(record, path, schema));
            }
            catch (InvalidOperationException exception)
            {
                throw new LeatException(
                    ErrorCode.InvalidParameterValue, $"Invalid value for parameter '{path}' supplied: a name in it holds an unpaired surrogate.", exception);
            }
        }

        return new NewEvaluationDatasetRecords(read, schema);
    }
}
