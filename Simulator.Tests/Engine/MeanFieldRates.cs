using Spiking.Engine;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Synapses;

namespace Spiking.Tests.Engine;

/// <summary>
/// Stationary rates of populations with delta synapses by mean-field theory (Brunel 2000, Eqs. 4 and 21): what arrives is white noise of
/// mean mu and variance sigma^2 per membrane time, and a cell fires at rate 1/(t_ref + tau sqrt(pi) times the integral of exp(u^2) (1 + erf
/// u) from (V_r - mu)/sigma to (theta - mu)/sigma).
/// </summary>
/// <remarks>
/// The potential is compared with the threshold once per step only, and may pass it unseen in between. For white noise that is as if the
/// threshold were higher by 0.5826 standard deviations of the noise of one step (Chernoff 1965; Broadie, Glasserman and Kou 1997), here
/// sigma sqrt(dt/tau).
/// </remarks>
internal static class MeanFieldRates
{
    private const double ThresholdShift = 0.5826;

    public static double[] Of(Network network)
    {
        double[] rates = [.. network.Populations.Select(_ => 20.0)];

        // Relaxation towards the fixed point, as the populations themselves would relax.
        for (int i = 0; i < 2000; i++)
        {
            double[] next = [.. network.Populations.Select(p => Rate(network, p, rates))];
            for (int p = 0; p < rates.Length; p++) rates[p] += 0.05 * (next[p] - rates[p]);
        }

        return rates;
    }

    private static double Rate(Network network, Population population, double[] rates)
    {
        PopulationDescription description = network.Description.Populations[population.Name];
        DeltaLifModelDescription model = (DeltaLifModelDescription)network.Description.NeuronModels[description.Neuron];
        double tau = model.MembraneTime, mean = model.RestingPotential + model.Drive, variance = 0;
        foreach (BackgroundDescription b in description.Background)
        {
            mean += tau * b.Amplitude!.Value * b.Sources * b.Rate;
            variance += tau * b.Amplitude.Value * b.Amplitude.Value * b.Sources * b.Rate;
        }

        foreach (Projection projection in network.Projections.Where(p => p.Target == population))
        {
            double arriving =
                rates[network.Populations.ToList().IndexOf(projection.Source)] * projection.Connectivity!.Count / population.Size;
            mean += tau * projection.Settings.Weight * arriving;
            variance += tau * projection.Settings.Weight * projection.Settings.Weight * arriving;
        }

        double sigma = Math.Sqrt(variance), threshold = model.Threshold + ThresholdShift * sigma * Math.Sqrt(network.TimeStep / tau);
        return 1 / (model.RefractoryPeriod
            + tau * Math.Sqrt(Math.PI) * Integral((model.ResetPotential - mean) / sigma, (threshold - mean) / sigma));
    }

    // Of exp(u^2) (1 + erf u), by the midpoint rule.
    private static double Integral(double from, double to)
    {
        const int Intervals = 200;
        double width = (to - from) / Intervals, sum = 0;
        for (int i = 0; i < Intervals; i++)
        {
            double u = from + (i + 0.5) * width;
            sum += Math.Exp(u * u) * (1 + Erf(u)) * width;
        }

        return sum;
    }

    // Abramowitz and Stegun 7.1.26: absolute error below 1.5e-7; the arguments here are above -4.
    private static double Erf(double x)
    {
        double t = 1 / (1 + 0.3275911 * Math.Abs(x));
        double y = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.Exp(-x * x);
        return x < 0 ? -y : y;
    }
}
