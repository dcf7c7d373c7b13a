using System.Runtime.CompilerServices;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>A population of AdEx point neurons.</summary>
/// <typeparam name="T">Vector of lanes that the kernel uses.</typeparam>
public sealed unsafe class AdExPopulation<T> : Population
    where T : unmanaged, ILanes<T>
{
    private readonly AlignedValue<AdExCoefficients<T>> _coefficients;
    private readonly double _stepPerAmpere;
    private readonly int _refractorySteps;
    private readonly AlignedArray<float> _potential, _adaptation, _ampa, _gaba;

    // Last refractory step of each cell.
    private readonly AlignedArray<int> _refractoryUntil;
    private readonly FiredVectors _fired;

    /// <summary>Creates the population.</summary>
    public AdExPopulation(AdExModelDescription model, PopulationSettings settings)
        : base(settings)
    {
        _coefficients = new AlignedValue<AdExCoefficients<T>>(new AdExCoefficients<T>(model, settings.TimeStep));
        _stepPerAmpere = settings.TimeStep / model.Capacitance;
        _refractorySteps = (int)Math.Round(model.RefractoryPeriod / settings.TimeStep);
        _potential = AddState("potential", model.RestingPotential);
        Randomise(_potential);
        _adaptation = AddState("adaptation", 0);
        _ampa = AddState("ampa", 0);
        _gaba = AddState("gaba", 0);
        _refractoryUntil = new AlignedArray<int>(Size);
        _refractoryUntil.Fill(Never);
        _fired = new FiredVectors(Size, T.Count);
    }

    /// <inheritdoc/>
    public override AlignedArray<float> Conductance(Receptor receptor) => receptor switch
    {
        Receptor.SomaAmpa => _ampa,
        Receptor.SomaGaba => _gaba,
        _ => throw new ArgumentException($"population {Name} consists of point neurons without a dendrite", nameof(receptor)),
    };

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        int vectors = AdvanceMembranes(step);
        foreach (int neuron in _fired.Neurons(vectors))
        {
            Emit(neuron, step);
            _refractoryUntil.Pointer[neuron] = step + _refractorySteps;
        }
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor) => visitor.Steps("refractoryUntil", _refractoryUntil.Span);

    /// <summary>Advances the state of all neurons and notes the vectors in which some fired. Returns their number.</summary>
    // Compiled with all optimizations at once: in code that is still to be optimized every operation on its lanes is a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AdvanceMembranes(int step)
    {
        ref readonly AdExCoefficients<T> c = ref *_coefficients.Pointer;
        T injected = T.Broadcast((SomaCurrent + StimulusCurrent) * _stepPerAmpere);
        float* potential = _potential.Pointer, adaptation = _adaptation.Pointer, ampa = _ampa.Pointer, gaba = _gaba.Pointer;
        int* refractoryUntil = _refractoryUntil.Pointer;
        FiredVectors.Notes notes = _fired.Begin();
        int size = Size;
        for (int first = 0; first < size; first += T.Count)
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
