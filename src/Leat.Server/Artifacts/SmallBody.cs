using System.IO.Pipelines;
using Leat.Core;
using Leat.Core.Artifacts;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>The body of an upload from the user interface, which must be small.</summary>
internal static class SmallBody
{
    private const long MaxBytes = 10 * 1024 * 1024;

    /// <summary>Reads the body, and stops once it turns out to be too large, even if it came without a length.</summary>
    public static async Task<ArtifactBody> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBytes)
            throw TooLarge();
        var reader = context.Request.BodyReader;
        var counted = 0L;
        ReadResult read;
        do
        {
            read = await reader.ReadAsync(context.RequestAborted);
            var length = read.Buffer.Length;

            // Before a refusal: Kestrel passes over the rest of a refused body, and breaks the connection if the reader is not free.
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (length > MaxBytes)
                throw TooLarge();
            if (length - counted > ArrivingBody.Uncounted)
            {
                RequestMemory.ShareOf(context).Add(length - counted);
                counted = length;
            }

            if (read.IsCompleted && length == 0)
                throw LeatException.InvalidParameter("Request must specify data.");
        }
        while (!read.IsCompleted);

        return new ArtifactBody(reader.AsStream(), read.Buffer.Length);
    }

    private static LeatException TooLarge() =>
        LeatException.InvalidParameter("Artifact size is too large. Max size is 10MB.");
}
