using System.Text.Json;
using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>Creates records of evaluation datasets.</summary>
internal static class EvaluationRecords
{
    /// <summary>The records in a JSON list.</summary>
    public static NewEvaluationDatasetRecords Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return NewEvaluationDatasetRecords.Read(document.RootElement);
    }

    /// <summary>The given number of distinct records, numbered from a start.</summary>
    public static NewEvaluationDatasetRecords Numbered(int start, int count) => Of(
        $"[{string.Join(", ", Enumerable.Range(start, count).Select(i => $$$"""{"inputs": {"i": {{{i}}}}, "expectations": {"e{{{i}}}": "日本"}}"""))}]");
}
