using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Transfer.Export;

/// <summary>What columns of spans and assessments say, as MLflow's do.</summary>
internal static class TraceTexts
{
    public static string? TypeOf(Span span) =>
        span.Attributes.FirstOrDefault(attribute => attribute.Key == TraceKeys.SpanType).Value is { } json ? SpanJson.TextOf(json) : null;

    /// <summary><c>OK</c>, without the prefix that the status has in JSON.</summary>
    public static string StatusOf(Span span) => SpanJson.WireName(span.Status)["STATUS_CODE_".Length..];

    public static string KindOf(Assessment assessment) => assessment.Kind switch
    {
        AssessmentKind.Expectation => "expectation",
        AssessmentKind.Issue => "issue",
        _ => "feedback",
    };

    /// <summary>A JSON object; null if there is no error.</summary>
    public static string? ErrorOf(Assessment assessment) => assessment.Error is not { } error
        ? null
        : new JsonObject { ["error_code"] = error.Code, ["error_message"] = error.Message, ["stack_trace"] = error.StackTrace }.ToJsonString();

    /// <summary>A JSON object of texts. Of a key that comes again, the last value counts.</summary>
    public static string ObjectOf(IReadOnlyList<Tag> entries)
    {
        var json = new JsonObject();
        foreach (var entry in entries)
            json[entry.Key] = entry.Value;
        return json.ToJsonString();
    }
}
