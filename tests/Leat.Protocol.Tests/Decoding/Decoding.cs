using System.Text;
using Leat.Core;

namespace Leat.Protocol.Tests.Decoding;

/// <summary>Reads requests in tests.</summary>
internal static class Decoding
{
    private const string Ending = " See the API docs for more information about request parameters.";

    public static T Read<T>(string json)
        where T : IWireRequest<T> => Read<T>(Encoding.UTF8.GetBytes(json));

    public static T Read<T>(ReadOnlyMemory<byte> utf8)
        where T : IWireRequest<T>
    {
        using var body = WireBody.Parse(utf8);
        return T.Decode(body.Fields);
    }

    public static T ReadQuery<T>(string query)
        where T : IWireRequest<T> => T.Decode(WireFields.FromQuery(query));

    /// <summary>The message of a rejected request, without the common ending.</summary>
    public static string Fault(Action read)
    {
        var exception = Should.Throw<LeatException>(read);
        exception.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        exception.Message.ShouldEndWith(Ending);
        return exception.Message[..^Ending.Length];
    }

    public static string Fault<T>(string json)
        where T : IWireRequest<T> => Fault(() => Read<T>(json));
}
