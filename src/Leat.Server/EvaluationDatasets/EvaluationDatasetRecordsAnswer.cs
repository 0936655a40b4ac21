using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A page of records.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Page">The records.</param>
internal sealed record EvaluationDatasetRecordsAnswer(string DatasetId, Page<EvaluationDatasetRecord> Page) : IWrittenAnswer
{
    /// <summary>The most bytes that may wait to be sent. A page of records can be long, and a slow client must not make the server hold it
    /// twice.</summary>
    private const int FlushAt = 256 * 1024;

    public async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = ResponseWriter.Json;
        var output = http.Response.BodyWriter;
        using var writer = new EvaluationDatasetRecordsWriter(output, DatasetId);
        foreach (var record in Page.Items)
        {
            writer.Write(record);
            if (output.UnflushedBytes > FlushAt)
                await output.FlushAsync(http.RequestAborted);
        }

        writer.End(Page.NextPageToken);
        await output.FlushAsync(http.RequestAborted);
    }
}
