using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>Creates the population of a neuron model, with vectors of the chosen width.</summary>
internal static class PopulationFactory
{
    /// <summary>Creates a population.</summary>
    public static Population Create(NeuronModelDescription model, PopulationSettings settings) =>
        LaneWidth.Bits switch
        {
            512 => model.Create<Lanes512>(settings),
            256 => model.Create<Lanes256>(settings),
            _ => model.Create<Lanes128>(settings),
        };
}
