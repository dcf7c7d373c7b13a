namespace Spiking.Plasticity;

/// <summary>
/// The arithmetic of burst-dependent plasticity, dw/dt = eta x_j [B_i(t) - P_i E_i(t)]: what a post-synaptic event and a post-synaptic
/// burst (second spike) do to a weight, per unit of the pre-synaptic trace x_j. The network and the pairing protocols use the same code.
/// Source: Payeur et al. 2021, Eq. 1 (P a ratio of moving averages); Greedy et al. 2022, Eq. 1 (P constant).
/// </summary>
internal readonly record struct BurstDependentRule
{
    /// <summary>Learning rate eta.</summary>
    public required double LearningRate { get; init; }

    /// <summary>
    /// Constant baseline burst probability p_b; null: the ratio of the burst and event averages; NaN: to be found by a calibration.
    /// </summary>
    public double? ConstantBaseline { get; init; }

    /// <summary>Shift that is added to the constant baseline.</summary>
    public double BaselineShift { get; init; }

    /// <summary>Event average above which events and bursts weaken synapses (Hz); infinite: no such homeostasis.</summary>
    public double MaximumRate { get; init; }

    /// <summary>Whether the ratio of the averages is cut at 1; the single-synapse protocols do not.</summary>
    public bool CapBaseline { get; init; }

    /// <summary>A rule without homeostasis whose baseline is cut at 1.</summary>
    public BurstDependentRule()
    {
        MaximumRate = double.PositiveInfinity;
        CapBaseline = true;
    }

    /// <summary>Change of w per unit of x_j at a post-synaptic event, with the averages (Hz) before the event is counted.</summary>
    public double AtEvent(double eventAverage, double burstAverage) =>
        -LearningRate * (Baseline(eventAverage, burstAverage) + Excess(eventAverage));

    /// <summary>Change of w per unit of x_j at a post-synaptic burst, with the present event average (Hz).</summary>
    public double AtBurst(double eventAverage) => LearningRate * (1 - Excess(eventAverage));

    /// <summary>The baseline burst probability. While no event has been counted the ratio is undefined and taken as 0.</summary>
    public double Baseline(double eventAverage, double burstAverage)
    {
        if (ConstantBaseline is double constant) return constant + BaselineShift;
        if (eventAverage <= 0) return 0;
        double ratio = burstAverage / eventAverage;
        return CapBaseline ? Math.Min(1, ratio) : ratio;
    }

    /// <summary>Homeostasis: (Ebar - e_max)/Ebar where the event average is too high, else 0.</summary>
    private double Excess(double eventAverage) => eventAverage > MaximumRate ? (eventAverage - MaximumRate) / eventAverage : 0;
}
