using System.Globalization;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Synapses;

namespace Spiking.Engine.Checking;

/// <summary>
/// Checks that what is to be built can be numbered: synapses of a projection and remembered spikes have indices of 32 bits.
/// </summary>
internal static class SizeChecks
{
    /// <summary>Number of synapses of one projection: below 2^31 with room for what chance adds.</summary>
    private const double MostSynapses = 2e9;

    // Beyond its longest delay, a population remembers its spikes for a block of steps.
    private const int BlockSteps = 32;

    public static void Check(NetworkFindings findings)
    {
        foreach (ProjectionDescription projection in findings.Network.Projections)
        {
            foreach (string from in projection.From)
            {
                if (findings.SizeOf(from) is not int sources) continue;
                // What a file has is checked where it is read.
                if (projection.IsStored && projection.Connectivity is not { IsOfFile: true }
                    && SynapseChecks.IsConnectivitySound(findings, projection))
                    CheckSynapses(findings, projection, from, sources);
                CheckDelay(findings, projection, from, sources);
            }
        }
    }

    private static void CheckSynapses(NetworkFindings findings, ProjectionDescription projection, string from, int sources)
    {
        string property = projection.Connectivity is not null ? nameof(projection.Connectivity)
            : projection.Probability is null ? nameof(projection.MeanInDegree) : nameof(projection.Probability);
        foreach (string to in projection.To)
        {
            if (findings.SizeOf(to) is not int targets) continue;
            double count = projection.ConnectivityFrom(sources).SynapsesOf(new PairSize(sources, targets, from == to));
            if (!double.IsFinite(count)) continue; // SynapseChecks says so.
            findings.Require(count <= MostSynapses, projection, [property], () => string.Create(CultureInfo.InvariantCulture,
                $"{findings.Found(projection, property)}; with {sources:N0} neurons in \"{from}\" and {targets:N0} in \"{to}\" that is "
                + $"{count:0.##e0} synapses, and a projection can have at most {MostSynapses:0.##e0}: take fewer, or "
                + $"divide the populations."));
        }
    }

    private static void CheckDelay(NetworkFindings findings, ProjectionDescription projection, string from, int sources)
    {
        if (findings.TimeStep is not double step) return;
        string property = projection.Delays is null ? nameof(projection.Delay) : nameof(projection.Delays);
        if (!findings.IsSound(projection, property) || SynapseChecks.LongestDelay(findings, projection) is not double longest) return;
        double remembered = Math.Round(longest / step) + BlockSteps;
        string Found() =>
            projection.Delays is null ? findings.Found(projection, property) : $"the longest delay is {Findings.Show(longest)}";
        findings.Require(SpikeList.Numbers(sources, (int)Math.Min(remembered, TimeGrid.MostSteps)) <= int.MaxValue, projection,
            [property], () =>
                string.Create(CultureInfo.InvariantCulture,
                    $"{Found()}; the spikes of {remembered:N0} steps of the {sources:N0} "
                    + $"neurons of \"{from}\" would be remembered for it, and there is room for {int.MaxValue / (sources + 2L):N0} steps "
                    + $"of so many: take a shorter delay, or divide the population."));
    }
}
