using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// A population into whose dendrites currents can be injected that differ from neuron to neuron, as a teacher's do. The part that sets them
/// is part of the state of a run, not the population: it sets them again when a state is restored.
/// </summary>
internal interface IDendriteInjection
{
    /// <summary>Current into the dendrite of each neuron (A), on top of <see cref="Population.DendriteCurrent"/>; null: none.</summary>
    /// <exception cref="ArgumentException">There is not one current for every neuron.</exception>
    AlignedArray<float>? DendriteCurrents { get; set; }
}
