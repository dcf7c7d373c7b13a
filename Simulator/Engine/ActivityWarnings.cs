using System.Globalization;
using Spiking.Neurons;

namespace Spiking.Engine;

/// <summary>
/// Warnings about the spikes of a run: silence and saturation often come from a mistake in the file that nothing else shows.
/// </summary>
internal static class ActivityWarnings
{
    /// <summary>A cell that spikes in more than this share of the steps is driven by the time step, not by its membrane.</summary>
    public const double LargestShare = 0.2;

    /// <summary>Largest mean rate of a population that is not warned of (Hz): no cortical neuron fires so fast.</summary>
    public const double LargestRate = 1000;

    /// <summary>The warnings about a network after a run, by population.</summary>
    /// <param name="network">The network.</param>
    public static IReadOnlyList<string> Of(Network network)
    {
        if (network.StepsTaken == 0) return [];
        List<string> warnings = [];
        foreach (Population population in network.Populations)
        {
            double share = population.SpikeCount / ((double)population.Size * network.StepsTaken);
            if ((share > LargestShare || share / network.TimeStep > LargestRate) && !IsSource(network.Description, population.Name))
            {
                warnings.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"population \"{population.Name}\" fired in {share:P0} of its steps ({share / network.TimeStep:F0} Hz per neuron): its "
                    + $"weights or currents are too large."));
            }
            else if (population.SpikeCount == 0 && HasInputs(network.Description, population.Name))
            {
                warnings.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"population \"{population.Name}\" was silent for all {network.Time:0.###} s although it has inputs."));
            }
            else if (population.SpikeCount == 0 && HasFile(network.Description, population.Name))
            {
                warnings.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"population \"{population.Name}\" gave no spike in {network.Time:0.###} s: its file says nothing else for these "
                    + $"times. Are they in the unit of its column?"));
            }
        }

        return warnings;
    }

    // Nothing drives a source of spikes: it has the rate of the file.
    private static bool IsSource(NetworkDescription network, string name) => !network.ModelOf(name).HasReceptors;

    // A source whose spikes or rates a file says.
    private static bool HasFile(NetworkDescription network, string name) => network.ModelOf(name).FollowsFile;

    private static bool HasInputs(NetworkDescription network, string name) =>
        network.Populations[name].Background.Any(b => b.Rate > 0) || network.Populations[name].Currents.Count > 0
        || network.Projections.Any(p => p.To.Contains(name));
}
