using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;

namespace Leat.Server;

/// <summary>Sends answers that can be large as Brotli or gzip to clients that take it.</summary>
/// <remarks>
/// Only calls with <see cref="RpcCall.CanAnswerMuch"/>. A log call answers <c>{}</c>, and compressing that would make
/// it longer and the hottest calls slower; artifacts have ranges, lengths and entity tags that belong to the bytes as stored.
/// Over TLS of our own it stays off, as the framework has it (BREACH guesses a secret of an answer by the length of what
/// repeats it). A proxy that ends TLS before us decides for itself by the <c>Accept-Encoding</c> that it passes on; today
/// answers hold no secret of the client's, such as a token or cookie.
/// </remarks>
internal static class Compression
{
    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options => options.MimeTypes = [ResponseWriter.Json]);

        // The level above halves what is left at several times the processor's time, which training needs more.
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }

    /// <summary>Must follow routing.</summary>
    public static void UseCompression(this WebApplication app) => app.UseWhen(
        context => context.GetEndpoint()?.Metadata.GetMetadata<RpcCall>() is { CanAnswerMuch: true },
        branch => branch.UseResponseCompression());
}
