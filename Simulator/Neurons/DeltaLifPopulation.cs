using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>A population of integrate-and-fire neurons with delta synapses, which act on the potentials directly.</summary>
/// <typeparam name="T">Vector of lanes that the kernel uses.</typeparam>
internal sealed unsafe class DeltaLifPopulation<T> : PointNeuronPopulation
    where T : unmanaged, ILanes<T>
{
    private readonly AlignedValue<IntegrateAndFireCoefficients<T>> _coefficients;

    /// <summary>Creates the population.</summary>
    public DeltaLifPopulation(DeltaLifModelDescription model, PopulationSettings settings)
        : base(settings, T.Count, model.RestingPotential, model.RefractoryPeriod, model.Capacitance) =>
        _coefficients = new AlignedValue<IntegrateAndFireCoefficients<T>>(new IntegrateAndFireCoefficients<T>(model, settings.TimeStep));

    /// <inheritdoc/>
    public override AlignedArray<float> Conductance(Receptor receptor) => receptor == Receptor.SomaDelta
        ? Potential
        : throw new ArgumentException($"population {Name} consists of neurons with delta synapses only", nameof(receptor));

    // Compiled with all optimizations at once: in code that is still to be optimized every operation on its lanes is a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override int AdvanceMembranes(int step)
    {
        ref readonly IntegrateAndFireCoefficients<T> c = ref *_coefficients.Pointer;
        T injected = T.Broadcast(Injected);
        float* potential = Potential.Pointer;
        int* refractoryUntil = RefractoryUntil.Pointer;
        FiredVectors.Notes notes = Fired.Begin();
        nint end = Own.End;
        for (nint first = Own.First; first < end; first += T.Count)
        {
            T v = T.Load(potential + first);
            T fired = IntegrateAndFireNeuron.Advance(in c, ref v, T.After(refractoryUntil + first, step - 1));
            T.Store(v + injected, potential + first);
            ulong lanes = T.Bits(fired);
            if (lanes != 0) notes.Add((int)first, lanes);
        }

        return notes.Count;
    }
}
