using System.Globalization;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Networks.Checking;

/// <summary>Checks of populations with their background noise and currents.</summary>
internal static class PopulationChecks
{
    // One source gives at most one spike per step. At this probability the variance of its counts is a fifth below that of a Poisson train.
    private const double LargestSpikeProbability = 0.2;

    // Of all sources of a neuron together: more would mean many comparisons for every random number.
    private const double MostSpikesPerStep = 32;

    public static void Check(Findings findings, PopulationDescription population)
    {
        string? unknown = findings.UnknownModel(population.Neuron);
        findings.Require(unknown is null, population, [nameof(population.Neuron)], () => unknown!);
        var model = findings.ModelOf(population);
        if (model is { HasReceptors: false })
        {
            CheckSource(findings, population);
            return;
        }
        foreach (var background in population.Background)
            CheckBackground(findings, background, model);
        foreach (var current in population.Currents)
            CheckCurrent(findings, current, model);
    }

    // Nothing acts on a source of spikes; what the file gives would have no effect.
    private static void CheckSource(Findings findings, PopulationDescription population)
    {
        const string Message = "the neuron model of this population is a source of spikes, on which nothing can act; leave this out.";
        findings.Require(population.Background.Count == 0, population, [nameof(population.Background)], () => Message);
        findings.Require(population.Currents.Count == 0, population, [nameof(population.Currents)], () => Message);
        findings.Require(population.InitialPotentialSpread == 0, population, [nameof(population.InitialPotentialSpread)], () => Message);
    }

    private static void CheckBackground(Findings findings, BackgroundDescription background, NeuronModelDescription? model)
    {
        findings.Require(model is null || model.Receptors.Contains(background.Receptor), background, [nameof(background.Receptor)], () =>
            $"{findings.Found(background, nameof(background.Receptor))}, but the neuron model of this population {ReceptorNames.Lacks(model!, background.Receptor)}; "
            + $"it has {ReceptorNames.Of(model!)}.");
        findings.Require(background.Receptor != Receptor.DendriteFeedback, background, [nameof(background.Receptor)], () =>
            $"{findings.Found(background, nameof(background.Receptor))}, but background noise acts on conductances and potentials; only projections can act on this one.");
        if (background.Receptor != Receptor.DendriteFeedback)
            findings.CheckWeightOrAmplitude(background, background.Receptor, nameof(background.Receptor), background.Weight, background.Amplitude);
        findings.CheckSpikeProbability(background, nameof(background.Rate), background.Rate);
        CheckSources(findings, background);
    }

    private static void CheckSources(Findings findings, BackgroundDescription background)
    {
        if (background.Sources == 1 || findings.TimeStep() is not { } step)
            return;
        double mean = background.Sources * background.Rate * step;
        findings.Require(mean <= MostSpikesPerStep * (1 + 1e-9), background, [nameof(background.Sources), nameof(background.Rate)], () =>
            $"{findings.Found(background, nameof(background.Sources))}; with {findings.Other(background, nameof(background.Rate))}, they give {Text(mean)} spikes "
            + $"per neuron in a time step of {Timing.Show(step)}, and at most {Text(MostSpikesPerStep)} can be drawn: take a larger weight and fewer sources, or a smaller timeStep.");
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A rate of Poisson sources against the time step.</summary>
    public static void CheckSpikeProbability(this Findings findings, object record, string property, double rate)
    {
        if (findings.TimeStep() is not { } step)
            return;
        findings.Require(rate * step <= LargestSpikeProbability * (1 + 1e-9), record, [property], () =>
            $"{findings.Found(record, property)}; a source gives at most one spike per time step of {Timing.Show(step)}, so its rate "
            + $"can be at most \"{Quantity.FormatRounded(LargestSpikeProbability / step, Dimension.Frequency)}\": take several sources or a smaller timeStep.");
    }

    private static void CheckCurrent(Findings findings, CurrentDescription current, NeuronModelDescription? model)
    {
        findings.Require(model is not { HasDendrite: false } || current.Compartment != Compartment.Dendrite, current, [nameof(current.Compartment)], () =>
            "found \"dendrite\", but the neuron model of this population has no dendrite; it has \"soma\".");
        if (current is SineCurrentDescription sine)
            CheckSine(findings, sine);
        else if (current is StepCurrentDescription steps)
            CheckOrder(findings, steps);
        else if (current is StaircaseCurrentDescription staircase)
            CheckStaircase(findings, staircase);
    }

    private static void CheckSine(Findings findings, SineCurrentDescription sine)
    {
        findings.CheckStretch(sine, nameof(sine.From), sine.From, nameof(sine.Until), sine.Until);
        if (findings.TimeStep() is not { } step)
            return;
        findings.Require(sine.Frequency * step <= 0.5, sine, [nameof(sine.Frequency)], () =>
            $"{findings.Found(sine, nameof(sine.Frequency))}; with a time step of {Timing.Show(step)} a sine can have at most "
            + $"\"{Quantity.FormatRounded(0.5 / step, Dimension.Frequency)}\", two steps per period.");
    }

    private static void CheckStaircase(Findings findings, StaircaseCurrentDescription staircase)
    {
        findings.CheckWholeSteps(staircase, nameof(staircase.LevelDuration), staircase.LevelDuration);
        findings.CheckWholeSteps(staircase, nameof(staircase.From), staircase.From);
        findings.CheckWithinRun(staircase, nameof(staircase.From), staircase.From);
    }

    private static void CheckOrder(Findings findings, StepCurrentDescription current)
    {
        for (int i = 1; i < current.Steps.Count; i++)
        {
            var (earlier, later) = (current.Steps[i - 1], current.Steps[i]);
            if (findings.IsSound(earlier, nameof(earlier.From)))
            {
                findings.Require(later.From > earlier.From, later, [nameof(later.From)], () =>
                    $"{findings.Found(later, nameof(later.From))}; it must be later than that of the step before, {Timing.Show(earlier.From)}.");
            }
        }
    }
}
