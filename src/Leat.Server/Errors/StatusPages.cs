using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>The small HTML pages for unknown routes and wrong methods, as in MLflow.</summary>
internal static class StatusPages
{
    private const string NotFound =
        "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n"
        + "<p>There is nothing at this address. Check its spelling: case and slashes count.</p>\n";

    private const string MethodNotAllowed =
        "<!doctype html>\n<html lang=en>\n<title>405 Method Not Allowed</title>\n<h1>Method Not Allowed</h1>\n"
        + "<p>This address does not take this method. The Allow header says which it takes.</p>\n";

    /// <summary>Writes the page for the status if there is one and nothing has been written yet.</summary>
    public static Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.ContentType is not null || response.ContentLength is not null)
            return Task.CompletedTask;
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed && HttpMethods.IsOptions(context.Request.Method))
            return AnswerOptionsAsync(response);
        return response.StatusCode switch
        {
            StatusCodes.Status404NotFound => WriteAsync(context, NotFound),
            StatusCodes.Status405MethodNotAllowed => WriteAsync(context, MethodNotAllowed),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>Routing has matched the path, rejected OPTIONS and listed the methods in Allow: that is the answer.</summary>
    private static Task AnswerOptionsAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.Allow = response.Headers.Allow.Count == 0 ? "OPTIONS" : $"{response.Headers.Allow}, OPTIONS";
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, string page) =>
        ResponseWriter.WriteTextAsync(context, context.Response.StatusCode, "text/html; charset=utf-8", page);
}
