using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Leat.Server;

/// <summary>Compresses potentially large responses with Brotli or gzip for clients that accept it.</summary>
/// <remarks>
/// Only for calls with <see cref="RpcCall.CanAnswerMuch"/>. A log call answers <c>{}</c>; compressing that would make it longer and the hottest
/// calls slower. Artifacts have ranges, lengths and entity tags that belong to the stored bytes.
/// Over the server's own TLS compression stays off, which is the framework's default (the BREACH attack guesses secrets from the length of
/// compressed responses). A TLS proxy in front decides by the <c>Accept-Encoding</c> it passes on; today responses contain no client secrets
/// such as tokens or cookies.
/// </remarks>
internal static class Compression
{
    /// <summary>A third smaller than the fastest gzip, and up to a ninth smaller than the fastest Brotli. Two more levels would make pages of runs
    /// smaller by 6%, for half as much processor time again, and frames of histories larger.</summary>
    private static readonly BrotliCompressionOptions Brotli = new() { Quality = 2 };

    /// <summary>A quarter smaller than the fastest level, which hardly looks for repeats; four more levels would take off another sixth at most, at
    /// twice the processor time.</summary>
    private static readonly ZLibCompressionOptions Gzip = new() { CompressionLevel = 2 };

    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.MimeTypes = [ResponseWriter.Json, SeriesAnswer.MediaType];
            options.Providers.Add(new CompressionForm("br", output => new BrotliStream(output, Brotli, leaveOpen: true)));
            options.Providers.Add(new CompressionForm("gzip", output => new GZipStream(output, Gzip, leaveOpen: true)));
        });
    }

    /// <summary>Must follow routing.</summary>
    public static void UseCompression(this WebApplication app) => app.UseWhen(
        context => context.GetEndpoint()?.Metadata.GetMetadata<RpcCall>() is { CanAnswerMuch: true },
        branch => branch.UseResponseCompression());
}
