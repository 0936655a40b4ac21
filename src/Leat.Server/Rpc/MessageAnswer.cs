using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A message as JSON, of a call that may also answer in another form.</summary>
/// <param name="Message">What is answered.</param>
internal sealed record MessageAnswer<T>(T Message) : IWrittenAnswer
{
    private static readonly JsonTypeInfo<T> Type = (JsonTypeInfo<T>)MessageTypes.Of<T>();

    public Task WriteAsync(HttpContext http) => ResponseWriter.WriteAsync(http, Message, Type);
}
