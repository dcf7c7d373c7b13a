using System.Runtime.CompilerServices;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>A population of two-compartment pyramidal cells with active dendrites.</summary>
/// <typeparam name="T">Vector of lanes that the kernel uses.</typeparam>
internal sealed unsafe class ActivePyramidalPopulation<T> : PyramidalPopulation<T>
    where T : unmanaged, ILanes<T>
{
    private readonly AlignedValue<PyramidalCoefficients<T>> _membrane;
    private readonly AlignedValue<ActiveDendriteCoefficients<T>> _dendrite;
    private readonly int _backpropagationSteps;

    // First step at which the dendrite no longer sees the last back-propagating action potential.
    private readonly AlignedArray<int> _backpropagationEnd;
    private readonly FiredVectors _fired;

    /// <summary>Creates the population.</summary>
    public ActivePyramidalPopulation(ActivePyramidalModelDescription model, PopulationSettings settings)
        : base(model, settings)
    {
        _membrane = new AlignedValue<PyramidalCoefficients<T>>(new PyramidalCoefficients<T>(model, settings.TimeStep));
        _dendrite = new AlignedValue<ActiveDendriteCoefficients<T>>(new ActiveDendriteCoefficients<T>(model, settings.TimeStep));
        _backpropagationSteps = TimeGrid.StepsOfRun(model.BackpropagationDuration, settings.TimeStep);
        _backpropagationEnd = new AlignedArray<int>(Size);
        _backpropagationEnd.Fill(Never);
        _fired = new FiredVectors(Size, T.Count);
    }

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        int vectors = AdvanceMembranes(step);
        foreach (int neuron in _fired.Neurons(vectors))
        {
            Emit(neuron, step);
            _backpropagationEnd.Pointer[neuron] = step + 1 + _backpropagationSteps;
        }
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor) => visitor.Steps("backpropagationEnd", _backpropagationEnd.Span);

    /// <inheritdoc/>
    // Compiled with all optimizations at once: in code that is still to be optimized every operation on its lanes is a call. Inlined into
    // whatever calls it, it would have no registers left for its addresses.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private protected override int AdvanceMembranes<TFeedback, TBySoma, TFetching>(int step, int first, int end, int noted)
    {
        if (!LaneWidth.HasManyRegisters)
        {
            return AdvanceMembranes<TFeedback, TBySoma, TFetching>(
                in *_membrane.Pointer, in *_dendrite.Pointer, step, first, end, noted);
        }

        PyramidalCoefficients<T> membrane = *_membrane.Pointer;
        ActiveDendriteCoefficients<T> dendrite = *_dendrite.Pointer;
        return AdvanceMembranes<TFeedback, TBySoma, TFetching>(in membrane, in dendrite, step, first, end, noted);
    }

    // Inlined into the method above, for the reason that the kernel of burst-Poisson cells gives.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int AdvanceMembranes<TFeedback, TBySoma, TFetching>(
        in PyramidalCoefficients<T> c, in ActiveDendriteCoefficients<T> a, int step, int first, int end, int noted)
        where TFeedback : struct, IFlag
        where TBySoma : struct, IFlag
        where TFetching : struct, IFlag
    {
        DendriteFeedback<T> feedback = Feedback;
        InjectedSteps<T> injected = Injection();
        PyramidalArrays arrays = Arrays;
        int* backpropagationEnd = _backpropagationEnd.Pointer;
        FiredVectors.Notes notes = _fired.Begin(noted);
        ScatteredFetch fetch = Meanwhile.Fetch;
        for (; first < end; first += T.Count)
        {
            if (TFetching.IsSet) fetch.Next();
            T activation = ActivePyramidalNeuron.Activation(in c, T.Load(arrays.DendritePotential + first));
            arrays.TakeConductances(first, in c, out PyramidalConductances<T> g);
            arrays.Load(first, out PyramidalState<T> s);
            ActivePyramidalNeuron.Integrate<T, TBySoma>(in c, in a, in g, in activation, ref s);
            ActivePyramidalNeuron.Backpropagate(in a, T.After(backpropagationEnd + first, step), ref s);
            if (TFeedback.IsSet) s.DendritePotential += feedback.Take(first);
            T fired = PyramidalMembrane.Relax(in c, ref s);
            ulong lanes = T.Bits(fired);
            if (lanes != 0)
            {
                PyramidalMembrane.Reset(in c, ref s, fired);
                notes.Add(first, lanes);
            }

            injected.AddTo(ref s, first);
            arrays.Store(first, in s);
        }

        return notes.Count;
    }
}
