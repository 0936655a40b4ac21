using System.Text.Json.Serialization.Metadata;

namespace Leat.Server;

/// <summary>What an answer looks like, for the API description.</summary>
/// <param name="MediaType">Its type; null if it has no body.</param>
/// <param name="Message">The fields of its JSON and their types; null if it is not a message.</param>
internal sealed record AnswerForm(string? MediaType, JsonTypeInfo? Message = null)
{
    /// <summary>No body.</summary>
    public static AnswerForm None { get; } = new((string?)null);

    /// <summary>The bytes of a file.</summary>
    public static AnswerForm File { get; } = new("application/octet-stream") { IsFile = true };

    /// <summary>A folder of files, packed while it is sent.</summary>
    public static AnswerForm Archive { get; } = new("application/zip");

    /// <summary>A file of JSON.</summary>
    public static AnswerForm JsonFile { get; } = new(ResponseWriter.Json);

    /// <summary>A text meant for programs but sent as a web page.</summary>
    public static AnswerForm Text { get; } = new("text/html");

    /// <summary>Whether it is a file, which clients may request in part.</summary>
    public bool IsFile { get; init; }

    /// <summary>A message as JSON.</summary>
    public static AnswerForm Of<T>() => new(ResponseWriter.Json, MessageTypes.Of<T>());
}
