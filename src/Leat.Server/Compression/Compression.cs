using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
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
    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options => options.MimeTypes = [ResponseWriter.Json, SeriesAnswer.MediaType]);

        // The next level would halve the remaining size, but at several times the CPU time, which training needs more.
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }

    /// <summary>Must follow routing.</summary>
    public static void UseCompression(this WebApplication app) => app.UseWhen(
        context => context.GetEndpoint()?.Metadata.GetMetadata<RpcCall>() is { CanAnswerMuch: true },
        branch => branch.UseResponseCompression());
}
