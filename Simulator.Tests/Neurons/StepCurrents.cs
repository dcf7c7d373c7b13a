using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Neurons;

/// <summary>Drives small populations of the engine with step currents.</summary>
internal static class StepCurrents
{
    /// <summary>
    /// Populations for every vector width. 21 neurons: more than one vector and a partly filled one.
    /// </summary>
    public static IEnumerable<Population> Populations(NeuronModelDescription model)
    {
        PopulationSettings settings = new() { Name = "p", Size = 21 };
        yield return model.Create<Lanes128>(settings);
        yield return model.Create<Lanes256>(settings);
        yield return model.Create<Lanes512>(settings);
    }

    /// <summary>Spike steps of the last neuron, after a check that all neurons spike alike.</summary>
    public static int[] SpikeSteps(Population population, double somaCurrent, double dendriteCurrent, int from, int steps)
    {
        List<int> spikes = [];
        for (int step = 0; step < steps; step++)
        {
            // Currents are added at the end of a step.
            if (step == from) (population.SomaCurrent, population.DendriteCurrent) = (somaCurrent, dendriteCurrent);
            population.Advance(step);
            ReadOnlySpan<int> present = population.Spikes.Present;
            if (present.IsEmpty) continue;
            Assert.That(present.ToArray(), Is.EqualTo(Enumerable.Range(0, population.Size)));
            spikes.Add(step);
        }

        return [.. spikes];
    }
}
