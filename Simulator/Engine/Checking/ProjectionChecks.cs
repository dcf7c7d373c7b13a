using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Quantities;
using Spiking.Synapses;

namespace Spiking.Engine.Checking;

/// <summary>Checks of projections and their plasticity.</summary>
internal static class ProjectionChecks
{
    public static void Check(NetworkFindings findings, ProjectionDescription projection)
    {
        findings.CheckPopulations(projection, nameof(projection.From), projection.From);
        findings.CheckPopulations(projection, nameof(projection.To), projection.To);
        CheckReceptors(findings, projection);
        FeedbackChecks.Check(findings, projection);
        CheckWeightSteps(findings, projection);
        SynapseChecks.Check(findings, projection);
        if (projection.ShortTermPlasticity is { } shortTerm)
            CheckShortTermPlasticity(findings, projection, shortTerm);
        if (projection.Plasticity is { } plasticity)
            CheckPlasticity(findings, projection, plasticity);
    }

    private static void CheckShortTermPlasticity(
        NetworkFindings findings, ProjectionDescription projection, ShortTermPlasticityDescription shortTerm)
    {
        findings.Require(projection.Transmits == SpikeFilter.Spikes, projection,
            [nameof(projection.Transmits), nameof(projection.ShortTermPlasticity)],
            () => $"{findings.Found(projection, nameof(projection.Transmits))}, which stands for ideal short-term plasticity; "
                + "with shortTermPlasticity every spike is transmitted: \"spikes\".");
        shortTerm.Check(findings);
    }

    private static void CheckReceptors(NetworkFindings findings, ProjectionDescription projection)
    {
        foreach (string name in projection.To)
        {
            findings.Require(findings.ModelOf(name) is not { HasReceptors: false }, projection, [nameof(projection.To)], () =>
                $"{findings.Found(projection, nameof(projection.To))}, but the neurons of \"{name}\" are sources of "
                + "spikes and have no receptors.");
            NeuronModelDescription? model = findings.ModelOf(name);
            findings.Require(model is null or { HasReceptors: false } || model.Receptors.Contains(projection.Receptor), projection,
                [nameof(projection.Receptor), nameof(projection.To)],
                () => $"{findings.Found(projection, nameof(projection.Receptor))}, but the neurons of \"{name}\" "
                    + $"{ReceptorNames.Lack(model!, projection.Receptor)}; they have {ReceptorNames.Of(model!)}.");
        }
    }

    private static void CheckWeightSteps(NetworkFindings findings, ProjectionDescription projection)
    {
        findings.Require(projection.Plasticity is null || projection.WeightSteps.Count == 0, projection,
            [nameof(projection.WeightSteps), nameof(projection.Plasticity)],
            () => "these synapses learn, so their weights cannot follow a schedule; take away either weightSteps or plasticity.");
        for (int i = 0; i < projection.WeightSteps.Count; i++)
        {
            WeightStepDescription step = projection.WeightSteps[i];
            findings.CheckWithinRun(step, nameof(step.From), step.From);
            if (i > 0 && findings.IsSound(projection.WeightSteps[i - 1], nameof(step.From)))
            {
                double earlier = projection.WeightSteps[i - 1].From;
                findings.Require(step.From > earlier, step, [nameof(step.From)], () =>
                    $"{findings.Found(step, nameof(step.From))}; it must be later than that of the step before, {Findings.Show(earlier)}.");
            }
        }
    }

    private static void CheckPlasticity(NetworkFindings findings, ProjectionDescription projection, PlasticityDescription plasticity)
    {
        findings.Require(plasticity.Receptors.Contains(projection.Receptor), projection, [nameof(projection.Receptor)], () =>
            $"{findings.Found(projection, nameof(projection.Receptor))}, but its rule of plasticity is for synapses at "
            + $"{ReceptorNames.Of(plasticity.Receptors)}.");
        if (plasticity.Receptors.Contains(projection.Receptor) && plasticity.Misfit(projection.Receptor) is var (property, message))
        {
            if (property is null) findings.Report(plasticity, message);
            else findings.Report(plasticity, property, message);
        }
        else if (projection.Amplitude is double amplitude)
        {
            double largest = plasticity.LargestWeight(projection.Receptor);
            findings.Require(amplitude >= 0 && amplitude <= largest, projection, [nameof(projection.Amplitude)], () =>
                $"{findings.Found(projection, nameof(projection.Amplitude))}; amplitudes that learn are from 0 to the "
                + $"largest one of the rule, \"{Quantity.Format(largest, Dimension.Potential)}\".");
        }
        if (findings.IsSound(plasticity, nameof(plasticity.MaximumWeight)))
        {
            findings.Require(projection.Weight is not { } weight || weight <= plasticity.MaximumWeight, projection,
                [nameof(projection.Weight)], () =>
                    $"{findings.Found(projection, nameof(projection.Weight))}; it must not be above the rule's "
                    + $"{findings.Other(plasticity, nameof(plasticity.MaximumWeight))}.");
        }
        plasticity.Check(findings);
    }
}
