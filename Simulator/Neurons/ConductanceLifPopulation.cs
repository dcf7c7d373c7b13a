using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>A population of integrate-and-fire neurons with conductance synapses.</summary>
/// <typeparam name="T">Vector of lanes that the kernel uses.</typeparam>
internal sealed unsafe class ConductanceLifPopulation<T> : ConductanceNeuronPopulation
    where T : unmanaged, ILanes<T>
{
    private readonly AlignedValue<ConductanceLifCoefficients<T>> _coefficients;

    /// <summary>Creates the population.</summary>
    public ConductanceLifPopulation(ConductanceLifModelDescription model, PopulationSettings settings)
        : base(settings, T.Count, model.RestingPotential, model.RefractoryPeriod, model.Capacitance)
    {
        _coefficients = new AlignedValue<ConductanceLifCoefficients<T>>(new ConductanceLifCoefficients<T>(model, settings.TimeStep));
    }

    // Compiled with all optimizations at once: in code that is still to be optimized every operation on its lanes is a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override int AdvanceMembranes(int step)
    {
        ref readonly ConductanceLifCoefficients<T> c = ref *_coefficients.Pointer;
        T injected = T.Broadcast(Injected);
        float* potential = Potential.Pointer, ampa = Ampa.Pointer, gaba = Gaba.Pointer;
        int* refractoryUntil = RefractoryUntil.Pointer;
        FiredVectors.Notes notes = Fired.Begin();
        nint end = Own.End;
        for (nint first = Own.First; first < end; first += T.Count)
        {
            ConductanceLifState<T> s;
            s.Potential = T.Load(potential + first);
            s.Ampa = T.Load(ampa + first);
            s.Gaba = T.Load(gaba + first);
            T fired = IntegrateAndFireNeuron.Advance(in c, ref s, T.After(refractoryUntil + first, step - 1));
            T.Store(s.Potential + injected, potential + first);
            T.Store(s.Ampa, ampa + first);
            T.Store(s.Gaba, gaba + first);
            ulong lanes = T.Bits(fired);
            if (lanes != 0) notes.Add((int)first, lanes);
        }

        return notes.Count;
    }
}
