using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A page of runs, sent piece by piece as it is read. Between two pieces nothing of the store is held, so neither large runs nor a slow
/// client take memory or readers.</summary>
internal sealed class RunsAnswer : IWrittenAnswer, IDisposable
{
    /// <summary>The most bytes that may wait to be sent.</summary>
    private const int FlushAt = 64 * 1024;

    private readonly CancellationTokenSource _leaving;
    private readonly IAsyncEnumerator<Page<Run>> _pieces;

    private RunsAnswer(IRunStore runs, RunQuery query, HttpContext http)
    {
        _leaving = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        _pieces = runs.StreamRunsAsync(query, _leaving.Token).GetAsyncEnumerator(_leaving.Token);
    }

    /// <summary>Finds the runs and reads the first piece, within the call's time limit: errors up to then are answered as usual.</summary>
    public static async Task<RunsAnswer> BeginAsync(RunQuery query, RpcContext call)
    {
        var answer = new RunsAnswer(call.Store.Runs, query, call.Http);
        call.Http.Response.RegisterForDispose(answer);
        using var deadline = call.Cancellation.UnsafeRegister(static leaving => ((CancellationTokenSource)leaving!).Cancel(), answer._leaving);
        await answer._pieces.MoveNextAsync();
        return answer;
    }

    public async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = ResponseWriter.Json;
        var output = http.Response.BodyWriter;
        using var writer = new RunPageWriter(output);
        MemoryShare.Current = RequestMemory.ShareOf(http);
        string? next;
        do
        {
            next = _pieces.Current.NextPageToken;
            foreach (var run in _pieces.Current.Items)
            {
                writer.Write(run);
                if (output.UnflushedBytes > FlushAt)
                    await output.FlushAsync(_leaving.Token);
            }
        }
        while (await MoveNextAsync(http));

        writer.End(next);
        await output.FlushAsync(_leaving.Token);
        await _pieces.DisposeAsync();
    }

    public void Dispose() => _leaving.Dispose();

    /// <summary>Reads the next piece. The previous one has been sent and holds no resources any more.</summary>
    private async ValueTask<bool> MoveNextAsync(HttpContext http)
    {
        var share = RequestMemory.ShareOf(http);
        share.Remove(share.Used);
        return await _pieces.MoveNextAsync();
    }
}
