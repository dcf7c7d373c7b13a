using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>A population of AdEx point neurons.</summary>
/// <typeparam name="T">Vector of lanes that the kernel uses.</typeparam>
internal sealed unsafe class AdExPopulation<T> : ConductanceNeuronPopulation
    where T : unmanaged, ILanes<T>
{
    private readonly AlignedValue<AdExCoefficients<T>> _coefficients;
    private readonly AlignedArray<float> _adaptation;

    /// <summary>Creates the population.</summary>
    public AdExPopulation(AdExModelDescription model, PopulationSettings settings)
        : base(settings, T.Count, model.RestingPotential, model.RefractoryPeriod, model.Capacitance)
    {
        _coefficients = new AlignedValue<AdExCoefficients<T>>(new AdExCoefficients<T>(model, settings.TimeStep));
        _adaptation = AddState("adaptation", 0);
    }

    // Compiled with all optimizations at once: in code that is still to be optimized every operation on its lanes is a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override int AdvanceMembranes(int step)
    {
        ref readonly AdExCoefficients<T> c = ref *_coefficients.Pointer;
        T injected = T.Broadcast(Injected);
        float* potential = Potential.Pointer, adaptation = _adaptation.Pointer, ampa = Ampa.Pointer, gaba = Gaba.Pointer;
        int* refractoryUntil = RefractoryUntil.Pointer;
        FiredVectors.Notes notes = Fired.Begin();
        int end = Own.End;
        for (int first = Own.First; first < end; first += T.Count)
        {
            AdExState<T> s;
            s.Potential = T.Load(potential + first);
            s.Adaptation = T.Load(adaptation + first);
            s.Ampa = T.Load(ampa + first);
            s.Gaba = T.Load(gaba + first);
            T refractory = T.After(refractoryUntil + first, step - 1);
            T fired = AdExNeuron.Advance(in c, ref s, refractory);
            T.Store(s.Potential + injected, potential + first);
            T.Store(s.Adaptation, adaptation + first);
            T.Store(s.Ampa, ampa + first);
            T.Store(s.Gaba, gaba + first);
            ulong lanes = T.Bits(fired);
            if (lanes != 0) notes.Add(first, lanes);
        }

        return notes.Count;
    }
}
