using System.Text;

namespace Leat.Testing.Http;

/// <summary>One HTTP response: header names in lower case; of repeated headers, the last wins.</summary>
public sealed record RawResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string ContentType => Headers.GetValueOrDefault("content-type", "");
}
