using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Inputs;

/// <summary>Background spike trains, read off the conductances after every step: with weight 1 a conductance counts its spikes.</summary>
internal sealed class BackgroundSpikes
{
    public const double TimeStep = 1e-4;

    private readonly bool[] _spiked;
    private readonly List<(int Step, int Neuron)> _spikes = [];

    private BackgroundSpikes(int size, int steps)
    {
        (Size, Steps) = (size, steps);
        _spiked = new bool[size * steps];
    }

    public int Size { get; }

    public int Steps { get; }

    public IReadOnlyList<(int Step, int Neuron)> Spikes => _spikes;

    /// <summary>Records trains and asserts that no source spikes twice in a step.</summary>
    public static BackgroundSpikes Record(
        int size, int steps, double rate, long seed = 1, string name = "p", Receptor receptor = Receptor.SomaAmpa, int index = 0)
    {
        ScriptedPopulation population = ScriptedPopulation.Silent(name, size, seed);
        PoissonBackground[] sources = [.. PoissonBackground.Create(population, receptor, rate, 1, index)];
        AlignedArray<float> conductance = population.Conductance(receptor);
        BackgroundSpikes result = new(size, steps);
        int most = 0;
        for (int step = 0; step < steps; step++)
        {
            foreach (PoissonBackground source in sources) source.Deliver(step);
            Span<float> counts = conductance.Span;
            for (int neuron = counts.IndexOfAnyExcept(0f); neuron >= 0; neuron = counts.IndexOfAnyExcept(0f))
            {
                most = Math.Max(most, (int)counts[neuron]);
                result._spiked[step * size + neuron] = true;
                result._spikes.Add((step, neuron));
                counts[neuron] = 0;
            }
        }

        Assert.That(most, Is.LessThanOrEqualTo(1), "spikes of one source in one step");
        return result;
    }

    /// <summary>
    /// Number of spikes (step, neuron) here for which there is a spike (step + stepShift, neuron + neuronShift) there, and of pairs of
    /// trials that could have given one.
    /// </summary>
    /// <param name="other">The trains to compare with.</param>
    /// <param name="stepShift">Lag in steps.</param>
    /// <param name="neuronShift">Distance of the neurons.</param>
    /// <param name="lastOfBlock">Only spikes in the last step of a block.</param>
    public (long Coincidences, long Pairs) Coincidences(
        BackgroundSpikes other, int stepShift, int neuronShift, bool lastOfBlock = false)
    {
        bool Counts(int step) => !lastOfBlock || step % PoissonBackground.BlockSteps == PoissonBackground.BlockSteps - 1;
        long steps = Enumerable.Range(0, Steps).Count(step => Counts(step) && step + stepShift >= 0 && step + stepShift < other.Steps);
        long neurons = Size - Math.Abs(neuronShift);
        long coincidences = 0;
        foreach ((int step, int neuron) in _spikes)
        {
            int otherStep = step + stepShift, otherNeuron = neuron + neuronShift;
            if (!Counts(step) || otherStep < 0 || otherStep >= other.Steps || otherNeuron < 0 || otherNeuron >= other.Size) continue;
            if (other._spiked[otherStep * other.Size + otherNeuron]) coincidences++;
        }

        return (coincidences, steps * neurons);
    }
}
