using Spiking.Numerics;

namespace Spiking.Protocols.Pairing;

/// <summary>Pairings at regular intervals; all epochs are alike.</summary>
internal sealed class PeriodicPairing(PairingProtocolDescription description, PeriodicTrainsDescription trains)
    : PairingTrains(description, "periodic")
{
    /// <inheritdoc/>
    protected override IReadOnlyList<PairingEpoch> Draw(double condition, RandomStream pre, RandomStream post)
    {
        double[] times = [.. Enumerable.Range(0, trains.Pairings).Select(k => trains.Onset + k / condition)];
        double duration = trains.Pairings / condition + trains.Recovery;
        PairingEpoch epoch = Epoch(times, [.. times.Select(time => time + trains.Lag)], duration, trains.Pause);
        return [.. Enumerable.Repeat(epoch, trains.Epochs)];
    }
}
