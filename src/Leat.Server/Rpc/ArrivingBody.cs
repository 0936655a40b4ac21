using System.Buffers;
using Leat.Core;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A body put together as its pieces arrive. A large one is counted in the request's share of memory, so that bodies arriving at the
/// same time share one limit. Dispose it when it has been read.</summary>
internal sealed class ArrivingBody : IDisposable
{
    /// <summary>The memory that handling a body takes per byte: the body itself, twice while its buffer grows, the parser's notes on it, and its
    /// strings at two bytes per character.</summary>
    private const int CostPerByte = 6;

    /// <summary>Not counted: so little does not fill the memory, even over all the connections that a server has.</summary>
    public const int Uncounted = 256 * 1024;

    /// <summary>Larger arrays are not pooled: after one large request a day they would stay in the pool.</summary>
    private const int MaxPooled = 1024 * 1024;

    private const int FirstCapacity = 64 * 1024;

    private readonly HttpContext _http;
    private readonly int _most;
    private byte[] _bytes;
    private int _length;
    private int _counted;

    /// <param name="http">The request.</param>
    /// <param name="length">The announced length of the body; null if it is not known.</param>
    /// <exception cref="LeatException">Requests in progress leave no memory for what is announced.</exception>
    public ArrivingBody(HttpContext http, long? length)
    {
        _http = http;
        _most = (int)Math.Min(length ?? RequestReader.MaxBodySize, RequestReader.MaxBodySize);
        if (length > Uncounted)
            RequestMemory.CheckRoom(http, CostPerByte * length.Value);

        // The announced length is trusted only up to this size; beyond it, the buffer grows as data arrives.
        _bytes = ArrayPool<byte>.Shared.Rent(length <= Uncounted ? _most : FirstCapacity);
    }

    /// <summary>What has come so far.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Takes a piece.</summary>
    /// <exception cref="LeatException">It is too large, or requests in progress leave no memory for it.</exception>
    public void Add(in ReadOnlySequence<byte> piece)
    {
        if (_length + piece.Length > RequestReader.MaxBodySize)
            throw RequestReader.TooLarge();
        var length = _length + (int)piece.Length;
        if (length > Uncounted)
            Count(length);
        if (length > _bytes.Length)
            Grow(Math.Max(length, Math.Min(2 * _bytes.Length, _most)));
        piece.CopyTo(_bytes.AsSpan(_length));
        _length = length;
    }

    public void Dispose()
    {
        Return(_bytes);
        _bytes = [];
    }

    private static void Return(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= MaxPooled)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Count(int length)
    {
        RequestMemory.ShareOf(_http).Add(CostPerByte * (long)(length - _counted));
        _counted = length;
    }

    private void Grow(int length)
    {
        var larger = length <= MaxPooled ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
    }
}
