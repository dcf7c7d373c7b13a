using System.Globalization;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;

namespace Spiking.Engine.Checking;

/// <summary>Checks of populations with their background noise and currents.</summary>
internal static class PopulationChecks
{
    // Of all sources of a neuron together: more would mean many comparisons for every random number.
    private const double MostSpikesPerStep = 32;

    public static void Check(NetworkFindings findings, PopulationDescription population)
    {
        string? unknown = findings.UnknownModel(population.Neuron);
        findings.Require(unknown is null, population, [nameof(population.Neuron)], () => unknown!);
        NeuronModelDescription? model = findings.ModelOf(population);
        if (model is not null && findings.IsSound(population, nameof(population.Size)) && findings.TimeStep is double timeStep
            && model.Misfit(population.Size, timeStep) is var (property, message) && findings.IsSound(model, property))
            findings.Report(model, property, $"{findings.Found(model, property)}; {message}");
        if (model is { HasReceptors: false })
        {
            CheckSource(findings, population);
            return;
        }
        foreach (BackgroundDescription background in population.Background)
            CheckBackground(findings, background, model);
        foreach (CurrentDescription current in population.Currents)
            CheckCurrent(findings, current, model, findings.IsSound(population, nameof(population.Size)) ? population.Size : null);
    }

    // Nothing acts on a source of spikes; what the file gives would have no effect.
    private static void CheckSource(NetworkFindings findings, PopulationDescription population)
    {
        const string Message = "the neuron model of this population is a source of spikes, on which nothing can act; leave this out.";
        findings.Require(population.Background.Count == 0, population, [nameof(population.Background)], () => Message);
        findings.Require(population.Currents.Count == 0, population, [nameof(population.Currents)], () => Message);
        findings.Require(population.InitialPotential is null, population, [nameof(population.InitialPotential)], () => Message);
        findings.Require(population.InitialPotentialSpread == 0, population, [nameof(population.InitialPotentialSpread)], () => Message);
    }

    private static void CheckBackground(NetworkFindings findings, BackgroundDescription background, NeuronModelDescription? model)
    {
        findings.Require(model is null || model.Receptors.Contains(background.Receptor), background, [nameof(background.Receptor)], () =>
            $"{findings.Found(background, nameof(background.Receptor))}, but the neuron model of this population "
            + $"{ReceptorNames.Lacks(model!, background.Receptor)}; it has {ReceptorNames.Of(model!)}.");
        findings.Require(background.Receptor != Receptor.DendriteFeedback, background, [nameof(background.Receptor)], () =>
            $"{findings.Found(background, nameof(background.Receptor))}, but background noise acts on conductances and potentials; only "
            + "projections can act on this one.");
        if (background.Receptor != Receptor.DendriteFeedback)
            findings.CheckAdded(background, background.Receptor, nameof(background.Receptor), background.Weight,
                background.Amplitude, background.Current);
        findings.CheckSpikeProbability(background, nameof(background.Rate), background.Rate);
        CheckSources(findings, background);
    }

    private static void CheckSources(NetworkFindings findings, BackgroundDescription background)
    {
        if (background.Sources == 1 || findings.TimeStep is not { } step)
            return;
        double mean = background.Sources * background.Rate * step;
        findings.Require(mean <= MostSpikesPerStep * (1 + 1e-9), background, [nameof(background.Sources), nameof(background.Rate)], () =>
            $"{findings.Found(background, nameof(background.Sources))}; with {findings.Other(background, nameof(background.Rate))}, they "
            + $"give {Text(mean)} spikes per neuron in a time step of {Findings.Show(step)}, and at most {Text(MostSpikesPerStep)} can be "
            + "drawn: take a larger weight and fewer sources, or a smaller timeStep.");
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static void CheckCurrent(NetworkFindings findings, CurrentDescription current, NeuronModelDescription? model, int? size)
    {
        findings.Require(model is not { HasDendrite: false } || current.Compartment != Compartment.Dendrite, current,
            [nameof(current.Compartment)], () =>
                "found \"dendrite\", but the neuron model of this population has no dendrite; it has \"soma\".");
        current.Check(findings);
        current.CheckPopulation(findings, model, size);
    }
}
