using Spiking.Numerics;

namespace Spiking.Protocols.Pairing;

/// <summary>Independent Poisson trains with an absolute refractory period.</summary>
internal sealed class PoissonPairing(PairingProtocolDescription description, PoissonTrainsDescription trains)
    : PairingTrains(description, "poisson")
{
    /// <inheritdoc/>
    protected override IReadOnlyList<PairingEpoch> Draw(double condition, RandomStream pre, RandomStream post) =>
        [Epoch(Train(condition, ref pre), Train(condition, ref post), trains.Duration)];

    private List<double> Train(double rate, ref RandomStream random)
    {
        // The mean interval t_ref + 1/lambda is 1/r if lambda = r/(1 - t_ref r).
        double meanWait = (1 - trains.RefractoryPeriod * rate) / rate;
        List<double> times = [];
        double time = 0;
        while ((time += trains.RefractoryPeriod + meanWait * random.NextExponential()) < trains.Duration) times.Add(time);
        return times;
    }
}
