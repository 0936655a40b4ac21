using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A short text.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Text">The text.</param>
internal sealed record TextAnswer(string ContentType, string Text) : IWrittenAnswer
{
    public Task WriteAsync(HttpContext http) =>
        ResponseWriter.WriteTextAsync(http, StatusCodes.Status200OK, ContentType, Text);
}
