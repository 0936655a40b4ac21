using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>How a call's answer is written.</summary>
/// <param name="WriteAsync">Writes it.</param>
/// <param name="Form">What it looks like, for the API description.</param>
internal sealed record RpcAnswer<T>(Func<HttpContext, T, ValueTask> WriteAsync, AnswerForm Form);

/// <summary>The kinds of answers.</summary>
internal static class RpcAnswer
{
    /// <summary><c>{}</c>.</summary>
    public static RpcAnswer<EmptyResponse> Empty { get; } =
        new((http, _) => ResponseWriter.WriteEmptyAsync(http), AnswerForm.Of<EmptyResponse>());

    /// <summary>No body.</summary>
    public static RpcAnswer<EmptyResponse> NoBody { get; } = new(
        (http, _) =>
        {
            http.Response.ContentLength = 0;
            return default;
        },
        AnswerForm.None);

    /// <summary>A file.</summary>
    public static RpcAnswer<FileAnswer> File { get; } = Written<FileAnswer>(AnswerForm.File);

    /// <summary>A message as JSON.</summary>
    public static RpcAnswer<T> Message<T>()
    {
        var form = AnswerForm.Of<T>();
        var type = (JsonTypeInfo<T>)form.Message!;
        return new RpcAnswer<T>((http, answer) => new ValueTask(ResponseWriter.WriteAsync(http, answer, type)), form);
    }

    /// <summary>An answer that writes itself.</summary>
    /// <param name="form">What it looks like.</param>
    public static RpcAnswer<T> Written<T>(AnswerForm form)
        where T : IWrittenAnswer => new((http, answer) => new ValueTask(answer.WriteAsync(http)), form);
}
