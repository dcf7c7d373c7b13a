namespace Spiking.Protocols.Pairing;

/// <summary>Expected event and burst rates of trains whose statistics do not change with time.</summary>
/// <param name="EventRate">Events per second, E.</param>
/// <param name="BurstRate">Bursts per second, B.</param>
/// <param name="Duration">Length of the trains (s), T.</param>
internal readonly record struct StationaryRates(double EventRate, double BurstRate, double Duration)
{
    /// <summary>The rates of a condition; null for trains without stationary statistics or where no closed form is known.</summary>
    public static StationaryRates? Of(PairingProtocolDescription protocol, double condition) => protocol.Trains switch
    {
        PoissonTrainsDescription trains => OfPoisson(trains, condition, protocol.BurstInterval),
        BurstPoissonTrainsDescription trains => OfBurstPoisson(trains, condition, protocol.BurstInterval),
        _ => null,
    };

    /// <summary>
    /// The Poisson rate at which the burst probability 1 - exp(-lambda (T_burst - t_ref)) passes p: where a constant baseline p turns
    /// depression into potentiation.
    /// </summary>
    /// <param name="trains">The trains.</param>
    /// <param name="burstInterval">T_burst (s).</param>
    /// <param name="burstProbability">p.</param>
    public static double PoissonRateAt(PoissonTrainsDescription trains, double burstInterval, double burstProbability)
    {
        double hazard = -Math.Log(1 - burstProbability) / (burstInterval - trains.RefractoryPeriod);
        return hazard / (1 + trains.RefractoryPeriod * hazard);
    }

    // A spike is an event if the interval before it exceeds T_burst: of the intervals t_ref + Exp(lambda) the part
    // q = exp(-lambda (T_burst - t_ref)) does. An event is the first of a burst if the interval after it does not, which is independent:
    // E = r q, B = E (1 - q).
    private static StationaryRates OfPoisson(PoissonTrainsDescription trains, double rate, double burstInterval)
    {
        double hazard = rate / (1 - trains.RefractoryPeriod * rate);
        double q = Math.Exp(-hazard * Math.Max(0, burstInterval - trains.RefractoryPeriod));
        return new StationaryRates(rate * q, rate * q * (1 - q), trains.Duration);
    }

    // Events are a renewal process: the mean time between them is 1/E_0, and with probability p longer by the mean burst interval. With
    // an event refractoriness shorter than T_burst some of them would merge into bursts.
    private static StationaryRates? OfBurstPoisson(BurstPoissonTrainsDescription trains, double burstProbability, double burstInterval)
    {
        if (trains.RefractoryPeriod < burstInterval || trains.LongestBurstInterval > burstInterval) return null;
        double burst = (trains.ShortestBurstInterval + trains.LongestBurstInterval) / 2;
        double rate = 1 / (1 / trains.EventRate + burstProbability * burst);
        return new StationaryRates(rate, rate * burstProbability, trains.Duration);
    }
}
