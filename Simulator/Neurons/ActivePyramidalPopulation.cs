using System.Numerics;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>A population of two-compartment pyramidal cells with active dendrites.</summary>
/// <typeparam name="T">Vector of lanes that the kernel uses.</typeparam>
public sealed unsafe class ActivePyramidalPopulation<T> : PyramidalPopulation<T>
    where T : unmanaged, ILanes<T>
{
    private readonly PyramidalCoefficients<T> _membrane;
    private readonly ActiveDendriteCoefficients<T> _dendrite;
    private readonly int _backpropagationSteps;

    // First step at which the dendrite no longer sees the last back-propagating action potential.
    private readonly AlignedArray<int> _backpropagationEnd;

    /// <summary>Creates the population.</summary>
    public ActivePyramidalPopulation(ActivePyramidalModel model, PopulationSettings settings)
        : base(model, settings)
    {
        _membrane = new PyramidalCoefficients<T>(model, settings.TimeStep);
        _dendrite = new ActiveDendriteCoefficients<T>(model, settings.TimeStep);
        _backpropagationSteps = (int)Math.Round(model.BackpropagationDuration / settings.TimeStep);
        _backpropagationEnd = new AlignedArray<int>(Size);
        _backpropagationEnd.Fill(Never);
    }

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        if (Settings.HasDendriteFeedback) Advance<WithFeedback>(step);
        else Advance<WithoutFeedback>(step);
    }

    private void Advance<TFeedback>(int step)
        where TFeedback : struct, IFeedbackPresence
    {
        DendriteFeedback<T> feedback = Feedback;
        ref readonly PyramidalCoefficients<T> c = ref _membrane;
        ref readonly ActiveDendriteCoefficients<T> a = ref _dendrite;
        InjectedSteps<T> injected = Injection();
        PyramidalArrays arrays = Arrays;
        int* backpropagationEnd = _backpropagationEnd.Pointer;
        for (int first = 0; first < Size; first += T.Count)
        {
            arrays.Load(first, out PyramidalState<T> s);
            T fired = ActivePyramidalNeuron.Advance<T, TFeedback>(
                in c, in a, ref s, T.After(backpropagationEnd + first, step), TFeedback.IsPresent ? feedback.Take(first) : default);
            injected.AddTo(ref s, first);
            arrays.Store(first, in s);
            for (ulong bits = T.Bits(fired); bits != 0; bits &= bits - 1)
            {
                int neuron = first + BitOperations.TrailingZeroCount(bits);
                if (neuron >= Size) break;
                Emit(neuron, step);
                backpropagationEnd[neuron] = step + 1 + _backpropagationSteps;
            }
        }
    }
}
