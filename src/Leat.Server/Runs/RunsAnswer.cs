using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A page of runs, sent piece by piece as it is read.</summary>
internal sealed class RunsAnswer : IWrittenAnswer
{
    /// <summary>The most bytes that may wait to be sent.</summary>
    private const int FlushAt = 64 * 1024;

    private readonly Pieces<Page<Run>> _pieces;

    private RunsAnswer(Pieces<Page<Run>> pieces) => _pieces = pieces;

    /// <summary>Finds the runs and reads the first piece.</summary>
    public static async Task<RunsAnswer> BeginAsync(RunQuery query, RpcContext call) => new(
        await Pieces<Page<Run>>.BeginAsync(leaving => call.Store.Runs.StreamRunsAsync(query, leaving), call));

    public async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = ResponseWriter.Json;
        var output = http.Response.BodyWriter;
        using var writer = new RunPageWriter(output);
        string? next;
        do
        {
            next = _pieces.Current.NextPageToken;
            foreach (var run in _pieces.Current.Items)
            {
                writer.Write(run);
                if (output.UnflushedBytes > FlushAt)
                    await output.FlushAsync(http.RequestAborted);
            }
        }
        while (await _pieces.MoveNextAsync(http));

        writer.End(next);
        await output.FlushAsync(http.RequestAborted);
    }
}
