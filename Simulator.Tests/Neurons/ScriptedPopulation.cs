using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Neurons;

/// <summary>A population whose spikes a test decides.</summary>
internal sealed class ScriptedPopulation : Population
{
    private readonly Func<int, int, bool> _spikes;
    private readonly AlignedArray<float>[] _conductances;

    /// <param name="settings">Name, size and so on.</param>
    /// <param name="spikes">Whether, at a step (first argument), a neuron (second) spikes.</param>
    public ScriptedPopulation(PopulationSettings settings, Func<int, int, bool> spikes)
        : base(settings)
    {
        _spikes = spikes;
        _conductances = [.. Enum.GetNames<Receptor>().Select(name => AddState(name, 0))];
    }

    /// <summary>A population of neurons that spike in the listed steps.</summary>
    public static ScriptedPopulation Of(int longestDelay, params int[][] stepsOfNeurons) =>
        new(
            new PopulationSettings { Name = "scripted", Size = stepsOfNeurons.Length, RememberedSteps = longestDelay },
            (step, neuron) => stepsOfNeurons[neuron].Contains(step));

    /// <summary>A population that never spikes: something to put conductances on.</summary>
    public static ScriptedPopulation Silent(string name, int size, long seed = 1) =>
        new(new PopulationSettings { Name = name, Size = size, Seed = seed }, (_, _) => false);

    public override AlignedArray<float> Conductance(Receptor receptor) => _conductances[(int)receptor];

    protected override void AdvanceNeurons(int step)
    {
        for (int neuron = 0; neuron < Size; neuron++)
            if (_spikes(step, neuron)) Emit(neuron, step);
    }
}
