namespace Spiking.Protocols.TargetRate;

/// <summary>
/// Population rates of a layer, averaged with a time constant tau by forward Euler: E += dt/tau (e - E), where e is the rate of the present
/// step, and likewise B of bursts.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="timeStep">Time step dt (s).</param>
/// <param name="averagingTime">Time constant tau (s).</param>
/// <param name="baseline">Burst probability before the first event.</param>
public sealed class LayerRates(TargetRateLayer layer, double timeStep, double averagingTime, double baseline)
{
    /// <summary>Event rate of the present step, per neuron (Hz).</summary>
    public double PresentEventRate { get; private set; }

    /// <summary>Averaged event rate E per neuron (Hz).</summary>
    public double EventRate { get; private set; }

    /// <summary>Averaged burst rate B per neuron (Hz).</summary>
    public double BurstRate { get; private set; }

    /// <summary>Burst probability P = B/E; the baseline before the first event.</summary>
    public double BurstProbability => EventRate > 0 ? BurstRate / EventRate : baseline;

    /// <summary>Takes up the events and bursts of the present step.</summary>
    public void Update()
    {
        double perSpike = 1 / (layer.Size * timeStep), rate = timeStep / averagingTime;
        PresentEventRate = layer.Events.Present.Length * perSpike;
        EventRate += rate * (PresentEventRate - EventRate);
        BurstRate += rate * (layer.Bursts.Present.Length * perSpike - BurstRate);
    }
}
