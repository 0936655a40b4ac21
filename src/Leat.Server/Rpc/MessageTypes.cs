using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>What the serializer knows of messages.</summary>
internal static class MessageTypes
{
    /// <summary>The fields of a message and their types.</summary>
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>?)ProtocolJsonContext.Wire.GetTypeInfo(typeof(T))
        ?? throw new InvalidOperationException($"{typeof(T).Name} is missing in {nameof(ProtocolJsonContext)}.");
}
