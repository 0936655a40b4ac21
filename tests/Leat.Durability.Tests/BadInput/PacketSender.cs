using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Leat.Testing.Http;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.BadInput;

/// <summary>Sends bytes that need not be HTTP, each packet over its own connection.</summary>
internal sealed class PacketSender(ServerProcess server, Complaints complaints, TimeSpan timeout)
{
    // The only 5xx that blames the client.
    private const int VersionNotSupported = 505;
    private const int LongestShown = 1000;

    /// <summary>An answer must be a rejection without internals, or an answer to what could be understood; no answer is fine too.</summary>
    /// <param name="packet">The bytes.</param>
    /// <param name="allowed">A status that is right although it blames the server; 0 means none.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task SendAsync(byte[] packet, int allowed, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var connection = await RawConnection.OpenAsync(server.Address.Host, server.Address.Port, limit.Token);
        try
        {
            var answer = connection.ReadResponseAsync("GET", limit.Token);
            await SendAllAsync(connection, packet, limit.Token);
            var (response, _) = await answer;
            if (response.Status != VersionNotSupported && response.Status != allowed && Judge.FaultOfAnyAnswer(response) is { } fault)
                complaints.Add($"{fault}: {response.Status} {response.Text}\n  to {Shown(packet)}");
        }
        catch (Exception fault) when (fault is IOException or SocketException or RawHttpException)
        {
            // Disconnected without an answer.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            complaints.Add("neither an answer nor an end: " + Shown(packet));
        }
    }

    /// <summary>A readable rendering, as far as possible, on one line.</summary>
    private static string Shown(byte[] packet) =>
        JsonEncodedText.Encode(Encoding.Latin1.GetString(packet, 0, Math.Min(packet.Length, LongestShown))).ToString();

    private static async Task SendAllAsync(RawConnection connection, byte[] packet, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SendBytesAsync(packet, cancellationToken);
            connection.FinishSending();
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            // Disconnected while sending; an answer may still be waiting to be read.
        }
    }
}
