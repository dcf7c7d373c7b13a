namespace Spiking.Protocols.Pairing;

/// <summary>
/// Closed forms for the mean weight change under independent, stationary pre- and post-synaptic trains of equal statistics. No parameter
/// is fitted. Source: Payeur et al. 2021, Methods (Fig. 2C).
/// </summary>
internal static class MeanFieldTheory
{
    /// <summary>
    /// Adaptive baseline: dW = eta tau_pre E (B T - E Int_0^T Pbar dt). The averages are replaced by their means, which relax from their
    /// start, and the mean of their ratio by the ratio of their means. Measured against 20,000 simulations of 100 s: within 1 % of the
    /// curve's range up to 30 Hz, and above the simulation by 0.02 to 0.05 (1 to 2.5 % of the 2 to 4 that the weight changes) from 34 to 50
    /// Hz.
    /// </summary>
    /// <param name="plasticity">Constants of the rule.</param>
    /// <param name="rates">E, B and T of the trains.</param>
    /// <param name="initialEventRate">Ebar(0) (Hz).</param>
    /// <param name="initialBurstRate">Bbar(0) (Hz).</param>
    public static double AdaptiveChange(
        PairingPlasticityDescription plasticity, StationaryRates rates, double initialEventRate, double initialBurstRate)
    {
        double integral = BaselineIntegral(plasticity.AveragingTime, rates, initialEventRate, initialBurstRate);
        return plasticity.LearningRate * plasticity.PresynapticTraceTime * rates.EventRate
            * (rates.BurstRate * rates.Duration - rates.EventRate * integral);
    }

    /// <summary>
    /// Constant baseline: dW = eta tau_pre E (B - p_b E) T. Exact except for the trace's first rise from 0 (a part tau_pre/T).
    /// </summary>
    /// <param name="plasticity">Constants of the rule.</param>
    /// <param name="rates">E, B and T of the trains.</param>
    /// <param name="baseline">p_b.</param>
    public static double ConstantChange(PairingPlasticityDescription plasticity, StationaryRates rates, double baseline) =>
        plasticity.LearningRate * plasticity.PresynapticTraceTime * rates.EventRate
        * (rates.BurstRate - baseline * rates.EventRate) * rates.Duration;

    // With u = exp(-t/tau), a = Ebar(0) - E, b = Bbar(0) - B the integrand is (B + b u)/(E + a u) = B/E + (b - a B/E) u/(E + a u), and
    // Int_0^T u/(E + a u) dt = tau Int_{u_T}^1 du/(E + a u) = (tau/a) ln((E + a)/(E + a u_T)), which tends to tau (1 - u_T)/E for a -> 0.
    private static double BaselineIntegral(double tau, StationaryRates rates, double initialEventRate, double initialBurstRate)
    {
        double ratio = rates.BurstRate / rates.EventRate;
        double a = initialEventRate - rates.EventRate, b = initialBurstRate - rates.BurstRate;
        double last = Math.Exp(-rates.Duration / tau);

        // ln((E + a)/(E + a u_T)) = ln(1 + z) with z = a (1 - u_T)/(E + a u_T): no cancellation for small a.
        double z = a * (1 - last) / (rates.EventRate + a * last);
        double logarithm = z == 0 ? (1 - last) / rates.EventRate : LogOnePlus(z) / a;
        return ratio * rates.Duration + (b - a * ratio) * tau * logarithm;
    }

    // ln(1 + z) for small z: the rounding error of u = 1 + z is undone by the factor z/(u - 1) (Kahan).
    private static double LogOnePlus(double z)
    {
        double u = 1 + z;
        return u == 1 ? z : Math.Log(u) * (z / (u - 1));
    }
}
