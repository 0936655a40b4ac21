using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Leat.Server;

/// <summary>Lifts Kestrel's limits for the calls that carry files: they may be of any size and come over any line.</summary>
internal static class UnlimitedTransfer
{
    /// <summary>Lets a body of any size in, however slowly it comes.</summary>
    public static void AllowAnyUpload(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    /// <summary>Does not cut off clients that read slowly.</summary>
    public static void AllowSlowReaders(HttpContext context)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }
}
