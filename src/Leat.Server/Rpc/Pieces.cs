using System.Diagnostics;
using Leat.Core;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>What an answer is made of, piece by piece as it is read from a store. Between two pieces nothing of the store is held, so neither a
/// long answer nor a slow client takes memory or readers.</summary>
internal sealed class Pieces<T> : IDisposable
{
    /// <summary>How long a piece waits for memory that other requests hold. A begun answer could only be broken off instead.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _leaving;
    private readonly IAsyncEnumerator<T> _pieces;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private TimeSpan _spent;
    private long _largest;

    private Pieces(Func<CancellationToken, IAsyncEnumerable<T>> read, HttpContext http)
    {
        _leaving = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        _pieces = read(_leaving.Token).GetAsyncEnumerator(_leaving.Token);
    }

    /// <summary>Whether there is a piece.</summary>
    public bool IsThere { get; private set; }

    /// <summary>The piece that was read last.</summary>
    public T Current => _pieces.Current;

    /// <summary>Reads the first piece, within the call's time limit: errors up to then are answered as usual.</summary>
    public static async Task<Pieces<T>> BeginAsync(Func<CancellationToken, IAsyncEnumerable<T>> read, RpcContext call)
    {
        var pieces = new Pieces<T>(read, call.Http);
        call.Http.Response.RegisterForDispose(pieces);
        using var deadline = call.Cancellation.UnsafeRegister(
            static leaving => ((CancellationTokenSource)leaving!).Cancel(), pieces._leaving);
        pieces.IsThere = await pieces._pieces.MoveNextAsync();
        pieces._spent = Stopwatch.GetElapsedTime(pieces._begun);
        return pieces;
    }

    /// <summary>Reads the next piece. The previous one has been sent and holds no resources any more.</summary>
    /// <param name="http">The request.</param>
    /// <param name="limit">How long the reading of all pieces may take; how long the client takes is not counted.</param>
    public async ValueTask<bool> MoveNextAsync(HttpContext http, TimeSpan? limit = null)
    {
        var share = RequestMemory.ShareOf(http);
        _largest = Math.Max(_largest, share.Used);
        share.Remove(share.Used);
        await share.ReserveAsync(_largest, Patience, http.RequestAborted);
        MemoryShare.Current = share;
        IsThere = limit is { } most ? await MoveNextAsync(http, most) : await _pieces.MoveNextAsync();
        if (!IsThere)
            await _pieces.DisposeAsync();
        return IsThere;
    }

    public void Dispose() => _leaving.Dispose();

    private async ValueTask<bool> MoveNextAsync(HttpContext http, TimeSpan limit)
    {
        var begun = Stopwatch.GetTimestamp();
        _leaving.CancelAfter(limit > _spent ? limit - _spent : TimeSpan.Zero);
        try
        {
            var there = await _pieces.MoveNextAsync();
            _leaving.CancelAfter(Timeout.InfiniteTimeSpan);
            _spent += Stopwatch.GetElapsedTime(begun);
            return there;
        }
        catch (Exception exception) when (_leaving.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            throw ReadLimits.TookTooLong(limit, exception);
        }
    }
}
