using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Writes answers straight into the connection's pipe.</summary>
internal static class ResponseWriter
{
    /// <summary>Exactly this, without a charset, as MLflow's clients and our recordings expect.</summary>
    public const string Json = "application/json";

    private const int RetryAfterSeconds = 1;

    private static readonly ReadOnlyMemory<byte> EmptyObject = "{}"u8.ToArray();

    public static Task WriteAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = Json;
        return JsonSerializer.SerializeAsync(context.Response.BodyWriter, answer, type, context.RequestAborted);
    }

    /// <summary>The answer of calls that have nothing to say.</summary>
    public static async ValueTask WriteEmptyAsync(HttpContext context)
    {
        context.Response.ContentType = Json;
        context.Response.ContentLength = EmptyObject.Length;
        await context.Response.BodyWriter.WriteAsync(EmptyObject, context.RequestAborted);
    }

    public static Task WriteErrorAsync(HttpContext context, LeatException exception)
    {
        context.Response.StatusCode = exception.HttpStatus;
        if (exception.Code == ErrorCode.TemporarilyUnavailable)
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var isOwn = context.GetEndpoint()?.Metadata.GetMetadata<RpcCall>() is { Version: RpcCall.LeatVersion };
        return WriteAsync(
            context, isOwn ? ErrorResponse.WithPlace(exception) : ErrorResponse.From(exception), ProtocolJsonContext.Wire.ErrorResponse);
    }

    public static Task WriteTextAsync(HttpContext context, int status, string contentType, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
