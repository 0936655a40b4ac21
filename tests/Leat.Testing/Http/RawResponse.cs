using System.Text;

namespace Leat.Testing.Http;

/// <summary>One HTTP answer: header names in lower case, the last of repeated headers wins.</summary>
public sealed record RawResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string ContentType => Headers.GetValueOrDefault("content-type", "");
}
