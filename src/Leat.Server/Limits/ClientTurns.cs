using System.Net;

namespace Leat.Server;

/// <summary>Limits how many things each client may do at once, so that one cannot keep the others out. Safe for concurrent use.</summary>
/// <param name="share">How many a client may do at once; the rest wait for their turn.</param>
internal sealed class ClientTurns(int share)
{
    private readonly Dictionary<IPAddress, Client> _clients = [];

    /// <summary>Waits for a client's turn. Dispose the result when the turn is over.</summary>
    /// <param name="address">Whose turn.</param>
    /// <param name="cancellationToken">Gives up the waiting.</param>
    public async ValueTask<Turn> EnterAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var client = Join(address);
        try
        {
            await client.Places.WaitAsync(cancellationToken);
            return new Turn(this, address, client);
        }
        catch
        {
            Leave(address, client);
            throw;
        }
    }

    private Client Join(IPAddress address)
    {
        lock (_clients)
        {
            if (!_clients.TryGetValue(address, out var client))
                _clients.Add(address, client = new Client(new SemaphoreSlim(share)));
            client.Present++;
            return client;
        }
    }

    /// <summary>Forgets a client with nothing to do: over time there may be many.</summary>
    private void Leave(IPAddress address, Client client)
    {
        lock (_clients)
        {
            if (--client.Present > 0)
                return;
            _clients.Remove(address);
            client.Places.Dispose();
        }
    }

    /// <summary>A client's turn, until it is disposed.</summary>
    internal sealed class Turn(ClientTurns turns, IPAddress address, Client client) : IDisposable
    {
        public void Dispose()
        {
            client.Places.Release();
            turns.Leave(address, client);
        }
    }

    /// <summary>A client that does or waits for something.</summary>
    internal sealed class Client(SemaphoreSlim places)
    {
        public SemaphoreSlim Places => places;

        /// <summary>How many of its requests work or wait.</summary>
        public int Present { get; set; }
    }
}
