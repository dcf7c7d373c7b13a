using Spiking.Numerics;

namespace Spiking.Protocols.Pairing;

/// <summary>Short stretches of irregular pairings with jitter, in one continuous experiment.</summary>
internal sealed class SjostromPairing(PairingProtocolDescription description, SjostromTrainsDescription trains)
    : PairingTrains(description, "sjostrom")
{
    /// <inheritdoc/>
    protected override IReadOnlyList<PairingEpoch> Draw(double condition, RandomStream pre, RandomStream post)
    {
        int count = trains.Epochs * trains.Pairings;
        List<double> preTimes = new(count), postTimes = new(count);
        for (int epoch = 0; epoch < trains.Epochs; epoch++)
        {
            double time = trains.Onset + epoch * trains.EpochInterval;
            for (int k = 0; k < trains.Pairings; k++)
            {
                time += pre.NextExponential() / condition;
                preTimes.Add(time);
                postTimes.Add(time + trains.Jitter * post.NextGaussian());
            }
        }

        // As long as if all pairings came at regular intervals within their epochs, one after the other, and the last epoch recovered.
        double duration = trains.Onset + (count - 1) / condition + (trains.Epochs - 1) * trains.EpochInterval + trains.Recovery;
        return [Epoch(preTimes, postTimes, duration)];
    }
}
