using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Networks.Checking;

/// <summary>Checks of the parameters of neuron models against each other and against the time step.</summary>
internal static class NeuronChecks
{
    public static void Check(Findings findings, NeuronModelDescription model)
    {
        if (model is MembraneModelDescription membrane)
            findings.CheckConductances(membrane, membrane.AmpaDecay, membrane.GabaDecay, membrane.InhibitoryReversal, membrane.ExcitatoryReversal);
        switch (model)
        {
            case PoissonSourceModelDescription source:
                findings.CheckSpikeProbability(source, nameof(source.Rate), source.Rate);
                break;
            case PyramidalModelDescription pyramidal:
                CheckPyramidal(findings, pyramidal);
                break;
            case AdExModelDescription adex:
                CheckAdEx(findings, adex);
                break;
            case IntegrateAndFireModelDescription integrateAndFire:
                IntegrateAndFireChecks.Check(findings, integrateAndFire);
                break;
        }
        if (model is BurstPoissonModelDescription burstPoisson)
            CheckBurstPoisson(findings, burstPoisson);
    }

    private static void CheckPyramidal(Findings findings, PyramidalModelDescription model)
    {
        findings.CheckEulerTime(model, nameof(model.SomaTimeConstant), model.SomaTimeConstant);
        findings.CheckEulerTime(model, nameof(model.DendriteTimeConstant), model.DendriteTimeConstant);
        findings.CheckEulerTime(model, nameof(model.DendriteAdaptationTime), model.DendriteAdaptationTime);
        findings.CheckEulerTime(model, nameof(model.ThresholdDecay), model.ThresholdDecay);
        findings.CheckDecayTime(model, nameof(model.SomaAdaptationTime), model.SomaAdaptationTime);
        findings.CheckDecayTime(model, nameof(model.FeedbackDecay), model.FeedbackDecay);
        findings.CheckBelow(model, nameof(model.RestingPotential), model.RestingPotential,
            nameof(model.Threshold), model.Threshold, "the cell would fire without end");
        findings.CheckThreshold(model, model.Threshold, model.InhibitoryReversal, model.ExcitatoryReversal);
    }

    private static void CheckBurstPoisson(Findings findings, BurstPoissonModelDescription model)
    {
        findings.CheckSteps(model, nameof(model.ShortestBurstInterval), model.ShortestBurstInterval, 2);
        findings.CheckSteps(model, nameof(model.LongestBurstInterval), model.LongestBurstInterval, 2);
        findings.CheckSteps(model, nameof(model.RefractoryPeriod), model.RefractoryPeriod, 2);
        findings.Require(
            model.ShortestBurstInterval <= model.LongestBurstInterval,
            model,
            [nameof(model.ShortestBurstInterval), nameof(model.LongestBurstInterval)],
            () => $"{findings.Found(model, nameof(model.ShortestBurstInterval))}; it must not be longer than "
                + $"{findings.Other(model, nameof(model.LongestBurstInterval))}.");
        findings.Require(
            model.LongestBurstInterval < model.RefractoryPeriod,
            model,
            [nameof(model.LongestBurstInterval), nameof(model.RefractoryPeriod)],
            () => $"{findings.Found(model, nameof(model.LongestBurstInterval))}; it must be shorter than "
                + $"{findings.Other(model, nameof(model.RefractoryPeriod))}: the second spike of a burst comes within the refractory period.");
        CheckBurstDefinition(findings, model);
    }

    // The model decides about bursts itself; what follows from its spikes by the definition of a burst must agree with it.
    private static void CheckBurstDefinition(Findings findings, BurstPoissonModelDescription model)
    {
        var network = findings.Network;
        if (!findings.IsSound(network, nameof(network.BurstInterval)))
            return;
        string interval = $"burstInterval, {Timing.Show(network.BurstInterval)}";
        findings.Require(
            model.LongestBurstInterval <= network.BurstInterval,
            model,
            [nameof(model.LongestBurstInterval)],
            () => $"{findings.Found(model, nameof(model.LongestBurstInterval))}; it must not be longer than the network's {interval}, "
                + "or the two spikes of a burst would not count as one.");
        findings.Require(
            model.RefractoryPeriod > network.BurstInterval,
            model,
            [nameof(model.RefractoryPeriod)],
            () => $"{findings.Found(model, nameof(model.RefractoryPeriod))}; it must be longer than the network's {interval}, "
                + "or a spike of the threshold would not count as an event.");
    }

    private static void CheckAdEx(Findings findings, AdExModelDescription model)
    {
        findings.CheckEulerTime(model, nameof(model.AdaptationTime), model.AdaptationTime);
        findings.CheckBelow(model, nameof(model.ResetPotential), model.ResetPotential,
            nameof(model.SpikePotential), model.SpikePotential, "the cell would fire without end");
        findings.CheckBelow(model, nameof(model.RestingPotential), model.RestingPotential,
            nameof(model.SpikePotential), model.SpikePotential, "the cell would fire without end");
        findings.CheckBelow(model, nameof(model.InhibitoryReversal), model.InhibitoryReversal,
            nameof(model.SpikePotential), model.SpikePotential, "inhibition would make the cell fire");
        findings.CheckBelow(model, nameof(model.SpikePotential), model.SpikePotential,
            nameof(model.PotentialCeiling), model.PotentialCeiling, "the potential could never reach it");
        if (!findings.IsSound(model, nameof(model.Capacitance), nameof(model.LeakConductance)) || findings.TimeStep() is not { } step)
            return;

        double membraneTime = model.Capacitance / model.LeakConductance;
        findings.Require(membraneTime >= step, model, [nameof(model.Capacitance)], () =>
            $"{findings.Found(model, nameof(model.Capacitance))}; with {findings.Other(model, nameof(model.LeakConductance))} the membrane time "
            + $"constant is {Timing.Show(membraneTime)}, shorter than the time step {Timing.Show(step)}: one step of forward Euler would "
            + "overshoot the equilibrium, and the result mean nothing.");
        double threshold = model.InitiationThreshold();
        string[] origins = [nameof(model.Rheobase), nameof(model.SubthresholdAdaptation), nameof(model.RestingPotential), nameof(model.SpikeSlope)];
        findings.Require(threshold < model.SpikePotential, model, [.. origins, nameof(model.SpikePotential)], () =>
            $"{findings.Found(model, nameof(model.Rheobase))}; spikes would begin at {ShowPotential(threshold)}, "
            + $"which is not below {findings.Other(model, nameof(model.SpikePotential))}.");
    }

    private static string ShowPotential(double value) => $"\"{Quantity.FormatRounded(value, Dimension.Potential)}\"";
}
