using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>How a message of the protocol is written and read, looked up once.</summary>
internal static class MessageType<T>
{
    public static JsonTypeInfo<T> Info { get; } = (JsonTypeInfo<T>)ProtocolJsonContext.Wire.GetTypeInfo(typeof(T))!;
}
