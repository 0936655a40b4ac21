using System.Diagnostics;
using System.Globalization;

namespace Leat.Testing.Databases;

/// <summary>A shell that runs a server and takes commands from the tests on its standard input. When that input closes, which happens
/// however the test process ends, it stops the server and removes the folder.</summary>
/// <remarks>It has its own session, so that Ctrl-C and <c>timeout</c> only reach the tests. A signal on the parent's death
/// (<c>PR_SET_PDEATHSIG</c>) would not work: it is sent when the <em>thread</em> that started the child ends.</remarks>
internal sealed class Supervisor : IAsyncDisposable
{
    /// <summary>$1: the folder, $2: the log, $3: the last signal, then the server's command line.</summary>
    private const string Script =
        """
        folder=$1 log=$2 last=$3 server=
        shift 3
        exec 2>>"$log"
        end() {
          [ -n "$server" ] || return
          children=
          if [ "$1" = KILL ]; then
            # The children too: PostgreSQL's notice only after a while that their parent was killed. Stopped, it makes no more of them.
            kill -STOP "$server" 2>/dev/null
            children=$(cat "/proc/$server/task/$server/children" 2>/dev/null)
          fi
          kill -"$1" "$server" $children 2>/dev/null
          wait "$server"
          # One that hangs in a write to the disk lives a little longer, and the next start refuses to go on beside it.
          for child in $children; do
            while [ -e "/proc/$child/exe" ]; do sleep 0.01; done
          done
          server=
        }
        while read -r order; do
          case $order in
            start) "$@" >&2 </dev/null & server=$!; echo "$server" ;;
            *) end "$order"; echo ended ;;
          esac
        done
        # A server that has only just started may not hear the signal yet, as a shell's background job ignores some.
        started=$server
        { sleep 5; kill -KILL "$started"; } >/dev/null 2>&1 </dev/null &
        watchdog=$!
        end "$last"
        kill "$watchdog" 2>/dev/null
        rm -rf "$folder"
        """;

    private static readonly TimeSpan OrderLimit = TimeSpan.FromSeconds(60);
    private readonly Process _shell;

    /// <param name="folder">Removed at the end.</param>
    /// <param name="log">A file for the server's output.</param>
    /// <param name="lastSignal">The signal that stops the server when the tests end, such as <c>KILL</c>.</param>
    /// <param name="command">The server's command line in the foreground; it is not interpreted by a shell.</param>
    public Supervisor(string folder, string log, string lastSignal, IReadOnlyList<string> command)
    {
        string[] arguments = ["sh", "-c", Script, "supervisor", folder, log, lastSignal, .. command];
        _shell = Process.Start(new ProcessStartInfo("setsid", arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Starts the server and returns its process id, without waiting until it is ready.</summary>
    public async Task<int> StartAsync() =>
        int.Parse(await OrderAsync("start"), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Sends a signal, such as <c>TERM</c>, and waits until the server has ended.</summary>
    public Task EndAsync(string signal) => OrderAsync(signal);

    /// <summary>Stops the server if it is running, and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task<string> OrderAsync(string order)
    {
        await _shell.StandardInput.WriteLineAsync(order);
        await _shell.StandardInput.FlushAsync();
        return await _shell.StandardOutput.ReadLineAsync().WaitAsync(OrderLimit)
            ?? throw new InvalidOperationException($"The supervisor ended at the order '{order}'.");
    }
}
