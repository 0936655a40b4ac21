using Leat.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leat.Server;

/// <summary>Turns errors into MLflow's responses: JSON for failed calls, small pages for unknown routes.</summary>
internal static class ErrorAnswers
{
    private const string UnexpectedMessage = "The server could not do this because of a fault of its own. Its log says more.";

    private const string NoMemoryMessage =
        "The server has not the memory for this, beside what other requests hold. Try again in a moment; if that does not help, send or ask for "
        + "less at a time, or have the server started with a larger --memory-limit.";

    public static void UseErrorAnswers(this WebApplication app, LeatServerOptions options)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Leat.Server");
        var report = new StopReport(app.Lifetime, options.ShutdownTimeout, logger);
        app.Use(next => context => InvokeAsync(context, next, report, logger));
    }

    private static async Task InvokeAsync(HttpContext context, RequestDelegate next, StopReport report, ILogger logger)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted)
                await StatusPages.WriteAsync(context);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested || BrokenConnection.Shows(exception))
        {
            // Nobody is waiting for the response; the status is for logs and metrics.
            SetStatus(context, ErrorCode.Cancelled);
            var route = Route(context);
            ServerLog.ClientLeft(logger, route);
            report.Count();
            EndConnection(context, exception);
        }
        catch (RpcRefusal refusal) when (!context.Response.HasStarted)
        {
            if (refusal.ContentType.Length == 0)
                context.Response.StatusCode = refusal.Status;
            else
                await ResponseWriter.WriteTextAsync(context, refusal.Status, refusal.ContentType, refusal.Message);
        }
        catch (Exception exception)
        {
            await AnswerAsync(context, ToLeatException(exception, context, logger), logger);
        }
    }

    private static async Task AnswerAsync(HttpContext context, LeatException exception, ILogger logger)
    {
        if (context.Response.HasStarted)
        {
            // Part of the response has been sent: only breaking the connection tells the client that it is incomplete.
            ServerLog.AnswerBroken(logger, exception, Route(context));
            context.Abort();
            return;
        }

        // The endpoint may have announced the length or encoding of a different response.
        context.Response.ContentLength = null;
        context.Response.Headers.ContentEncoding = default;

        if (exception.InnerException is BadHttpRequestException)
            context.Response.Headers.Connection = "close";
        await ResponseWriter.WriteErrorAsync(context, exception);
    }

    private static LeatException ToLeatException(Exception exception, HttpContext context, ILogger logger)
    {
        switch (exception)
        {
            case LeatException leat:
                if (leat.Code == ErrorCode.InternalError)
                    ServerLog.RequestFailed(logger, leat, Route(context));
                return leat;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return RequestReader.TooLarge();
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } slow:
                // Not 503: clients would send the same request again.
                return new LeatException(ErrorCode.BadRequest, "The request body stopped half-way, or came too slowly.", slow);
            case BadHttpRequestException bad:
                return new LeatException(ErrorCode.BadRequest, bad.Message, bad);
            case IOException { InnerException: OverflowException } chunk:
                // The only HTTP violation that the web server reports as an error of its own: a chunk of more than 2 GiB.
                return new LeatException(ErrorCode.BadRequest, "The request body is broken: a chunk has an impossible size.", chunk);
            case OutOfMemoryException:
                // The server's limit, not the machine's: what fails here would have grown beyond it, and others have kept their share.
                MemoryRelief.CollectNow();
                ServerLog.NoMemory(logger, Route(context));
                return new LeatException(ErrorCode.TemporarilyUnavailable, NoMemoryMessage, exception);
            default:
                ServerLog.RequestFailed(logger, exception, Route(context));
                return new LeatException(ErrorCode.InternalError, UnexpectedMessage, exception);
        }
    }

    /// <summary>Keeps Kestrel from looking for the rest of the body, or for another request behind it, and from logging a stack trace when it
    /// fails. Kestrel does not end the read of a body that stopped half-way; there, only announcing the close helps.</summary>
    private static void EndConnection(HttpContext context, Exception exception)
    {
        if (exception is BadHttpRequestException && !context.Response.HasStarted)
            context.Response.Headers.Connection = "close";
        else
            context.Abort();
    }

    private static void SetStatus(HttpContext context, ErrorCode code)
    {
        if (!context.Response.HasStarted)
            context.Response.StatusCode = code.HttpStatus();
    }

    /// <summary>The route's pattern: the path itself may contain names that must not be logged.</summary>
    private static string Route(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
}
