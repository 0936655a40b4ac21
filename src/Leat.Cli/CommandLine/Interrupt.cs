using System.Runtime.InteropServices;

namespace Leat.Cli.CommandLine;

/// <summary>Turns Ctrl-C, SIGTERM and SIGHUP (the terminal was closed) into a cancellation, so that work in progress can end properly.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly PosixSignalRegistration[] _signals;

    public Interrupt(CancellationToken cancellationToken)
    {
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _signals = [Catch(PosixSignal.SIGINT), Catch(PosixSignal.SIGTERM), Catch(PosixSignal.SIGHUP)];
    }

    public CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _cancellation.Dispose();
    }

    private PosixSignalRegistration Catch(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _cancellation.Cancel();
    });
}
