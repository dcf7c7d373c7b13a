using System.Runtime.Intrinsics;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>Creates the population of a neuron model, with the widest vectors that the machine runs fast.</summary>
internal static class PopulationFactory
{
    /// <summary>Creates a population.</summary>
    public static Population Create(NeuronModelDescription model, PopulationSettings settings) =>
        Vector512.IsHardwareAccelerated ? model.Create<Lanes512>(settings)
        : Vector256.IsHardwareAccelerated ? model.Create<Lanes256>(settings)
        : model.Create<Lanes128>(settings);
}
