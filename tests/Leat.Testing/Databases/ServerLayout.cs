using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Leat.Testing.Databases;

/// <summary>The files and the port of a test server.</summary>
internal sealed record ServerLayout(string Folder)
{
    /// <summary>Below the ports that the system uses for outgoing connections (usually 32768 and up). Otherwise, while the server is down,
    /// a client's connection attempt could get that port and connect to itself.</summary>
    private const int FirstPort = 15_000;

    private const int LastPort = 32_000;

    /// <summary>Files in memory. They outlive the server, however it ends, and thousands of tables are made in half the time.</summary>
    private const string InMemory = "/dev/shm";

    private const long Room = 4L << 30;

    public string Data { get; } = Path.Combine(Folder, "data");

    public string Log { get; } = Path.Combine(Folder, "log");

    public static ServerLayout Make(string kind)
    {
        var folder = Path.Combine(HasRoomInMemory ? InMemory : Path.GetTempPath(), $"leat-{kind}-{Guid.NewGuid():n}");
        Directory.CreateDirectory(folder);
        var layout = new ServerLayout(folder);
        File.WriteAllText(layout.Log, "");
        return layout;
    }

    private static bool HasRoomInMemory
    {
        get
        {
            try
            {
                return OperatingSystem.IsLinux() && Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace >= Room;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var port = Random.Shared.Next(FirstPort, LastPort);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken, try the next one.
            }
        }

        throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"No free port between {FirstPort} and {LastPort}."));
    }
}
