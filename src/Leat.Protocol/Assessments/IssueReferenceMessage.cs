using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>An issue that a trace shows, as it travels in an assessment.</summary>
/// <param name="IssueName">What the issue is called.</param>
internal sealed record IssueReferenceMessage([property: MayBeLeftOut] string? IssueName)
{
    internal static IssueReferenceMessage Decode(WireFields fields) => new(fields.GetString("issue_name"));

    /// <summary>The issue as it travels.</summary>
    /// <param name="json">A JSON text, or null.</param>
    public static IssueReferenceMessage From(string json) => new(SpanJson.TextOf(json));

    /// <summary>The name as JSON.</summary>
    public string ToJson() => IssueName is null ? "null" : $"\"{JsonEncodedText.Encode(IssueName, PlainJson.Encoder)}\"";
}
