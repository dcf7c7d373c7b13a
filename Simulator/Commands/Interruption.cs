using System.Runtime.InteropServices;

namespace Spiking.Commands;

/// <summary>
/// Turns Ctrl-C, a request to terminate and the closing of the terminal into a cancellation, so that a run can stop cleanly. A second one
/// kills.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop),
    ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested) return;
        context.Cancel = true;
        StandardError.WriteLine("\nstopping; what was computed is being written (Ctrl-C again to give it up)");
        _source.Cancel();
    }
}
