using Spiking.Numerics;

namespace Spiking.Protocols.Pairing;

/// <summary>Independent trains of events that become bursts with a given probability.</summary>
internal sealed class BurstPoissonPairing(PairingProtocolDescription description, BurstPoissonTrainsDescription trains)
    : PairingTrains(description, "burst-poisson")
{
    /// <inheritdoc/>
    protected override IReadOnlyList<PairingEpoch> Draw(double condition, RandomStream pre, RandomStream post) =>
        [Epoch(Train(condition, ref pre), Train(condition, ref post), trains.Duration)];

    private List<double> Train(double burstProbability, ref RandomStream random)
    {
        // The mean interval between events without bursts, refractory period + 1/rate, is 1/E.
        double meanWait = 1 / trains.EventRate - trains.RefractoryPeriod;
        double spread = trains.LongestBurstInterval - trains.ShortestBurstInterval;
        List<double> times = [];
        double time = 0;
        while ((time += trains.RefractoryPeriod + meanWait * random.NextExponential()) < trains.Duration)
        {
            times.Add(time);
            (double decision, double interval) = random.NextUniformPair();
            if (decision >= burstProbability) continue;
            time += trains.ShortestBurstInterval + spread * interval;
            if (time >= trains.Duration) break;
            times.Add(time);
        }

        return times;
    }
}
