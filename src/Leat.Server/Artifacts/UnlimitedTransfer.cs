using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Leat.Server;

/// <summary>Lifts Kestrel's limits for calls that carry files: files may have any size and lines any speed. Only stalling
/// ends them.</summary>
internal static class UnlimitedTransfer
{
    /// <summary>Lets a body of any size in, however slowly it comes.</summary>
    public static void AllowAnyUpload(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;

        // Ends only the read, so that the client can still be answered; taken before the body is replaced.
        var reader = context.Request.BodyReader;
        context.Request.Body = Watch(context, context.Request.Body, reader.CancelPendingRead);
    }

    /// <summary>Does not cut off clients that read slowly.</summary>
    public static void AllowSlowReaders(HttpContext context)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        context.Response.Body = Watch(context, context.Response.Body, context.Abort);
    }

    private static WatchedStream Watch(HttpContext context, Stream body, Action end)
    {
        var watched = new WatchedStream(body, context.RequestServices.GetRequiredService<TransferIdle>().Timeout, end);
        context.Response.RegisterForDispose(watched);
        return watched;
    }
}
