using System.Net.Sockets;

namespace Leat.Durability.Tests.Databases;

/// <summary>One connection through a <see cref="CommitCutter"/>.</summary>
/// <param name="store">Source of the statements.</param>
/// <param name="server">Their destination.</param>
/// <param name="takeCut">Decides whether the commit now passing is to be cut.</param>
internal sealed class CutWire(NetworkStream store, NetworkStream server, Func<CutAt?> takeCut)
{
    private bool _writes;
    private volatile bool _cutAnswer;

    /// <summary>Forwards statements; ends where the connection is to break.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        while (await store.ReadAsync(buffer, cancellationToken) is > 0 and var length)
        {
            var part = buffer.AsMemory(0, length);

            // Only a write connection counts its transactions.
            _writes |= part.Span.IndexOf("UPDATE writers"u8) >= 0;
            var cut = _writes && HasCommit(part.Span) ? takeCut() : null;
            if (cut == CutAt.BeforeTheServerHears)
                return;
            _cutAnswer = cut is not null;
            await server.WriteAsync(part, cancellationToken);
        }
    }

    /// <summary>Forwards answers, except the one that is to be lost.</summary>
    public async Task AnswerAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        while (await server.ReadAsync(buffer, cancellationToken) is > 0 and var length)
        {
            if (_cutAnswer)
                return;
            await store.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }
    }

    /// <summary>Not the isolation level READ COMMITTED.</summary>
    private static bool HasCommit(ReadOnlySpan<byte> part)
    {
        var at = part.LastIndexOf("COMMIT"u8);
        return at >= 0 && !part[at..].StartsWith("COMMITTED"u8);
    }
}
