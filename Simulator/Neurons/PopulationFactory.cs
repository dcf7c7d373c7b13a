using System.Runtime.Intrinsics;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>Creates the population of a neuron model, with the widest vectors that the machine runs fast.</summary>
public static class PopulationFactory
{
    /// <summary>Creates a population.</summary>
    /// <exception cref="NotSupportedException">The model has no population.</exception>
    public static Population Create(NeuronModel model, PopulationSettings settings) =>
        Vector512.IsHardwareAccelerated ? Create<Lanes512>(model, settings)
        : Vector256.IsHardwareAccelerated ? Create<Lanes256>(model, settings)
        : Create<Lanes128>(model, settings);

    /// <summary>Creates a population whose kernel uses vectors of a given width.</summary>
    /// <exception cref="NotSupportedException">The model has no population.</exception>
    public static Population Create<T>(NeuronModel model, PopulationSettings settings)
        where T : unmanaged, ILanes<T> => model switch
        {
            ActivePyramidalModel m => new ActivePyramidalPopulation<T>(m, settings),
            BurstPoissonModel m => new BurstPoissonPopulation<T>(m, settings),
            AdExModel m => new AdExPopulation<T>(m, settings),
            ConductanceLifModel m => new ConductanceLifPopulation<T>(m, settings),
            DeltaLifModel m => new DeltaLifPopulation<T>(m, settings),
            PoissonSourceModel m => new PoissonSourcePopulation(m, settings),
            _ => throw new NotSupportedException($"no population for {model.GetType().Name}"),
        };
}
