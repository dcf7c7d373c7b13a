using System.Numerics;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// Burst-Poisson pyramidal cells: a threshold spike is an event; the dendrite decides at random whether a second spike follows, which
/// resets nothing. Source: Payeur et al. 2021, XOR experiments.
/// </summary>
/// <typeparam name="T">Vector of lanes that the kernel uses.</typeparam>
public sealed unsafe class BurstPoissonPopulation<T> : PyramidalPopulation<T>
    where T : unmanaged, ILanes<T>
{
    private readonly PyramidalCoefficients<T> _coefficients;
    private readonly BurstPoissonModel _model;
    private readonly RandomKey _burstKey;
    private readonly int _refractorySteps;

    // Steps, not countdowns: nothing has to be decremented, and a comparison in the kernel finds the neurons concerned.
    private readonly AlignedArray<int> _mayFireFrom;
    private readonly AlignedArray<int> _secondSpikeAt;

    /// <summary>Creates the population.</summary>
    public BurstPoissonPopulation(BurstPoissonModel model, PopulationSettings settings)
        : base(model, settings)
    {
        _model = model;
        _coefficients = new PyramidalCoefficients<T>(model, settings.TimeStep);
        _refractorySteps = (int)Math.Round(model.RefractoryPeriod / settings.TimeStep);
        _burstKey = RandomKey.Of(settings.Seed, RandomPurpose.Burst).Derive(settings.Name);
        _mayFireFrom = new AlignedArray<int>(Size);
        _secondSpikeAt = new AlignedArray<int>(Size);
        _secondSpikeAt.Fill(Never);

        // Padding lanes hold state that must never fire.
        for (int i = Size; i < _mayFireFrom.PaddedLength; i++) _mayFireFrom.Pointer[i] = int.MaxValue;
    }

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        ref readonly PyramidalCoefficients<T> c = ref _coefficients;
        InjectedSteps<T> injected = Injection();
        PyramidalArrays arrays = Arrays;
        int* mayFireFrom = _mayFireFrom.Pointer;
        int* secondSpikeAt = _secondSpikeAt.Pointer;
        T zero = T.Broadcast(0);
        for (int first = 0; first < Size; first += T.Count)
        {
            arrays.Load(first, out PyramidalState<T> s);
            PyramidalMembrane.Advance(in c, ref s, zero, zero);
            T fired = T.Masked(T.Greater(s.SomaPotential, s.Threshold), T.AtOrBefore(mayFireFrom + first, step));
            PyramidalMembrane.Reset(in c, ref s, fired);

            // The burst decision sees V_d before this step's injected current: the current acts on the next step.
            T dendrite = s.DendritePotential;
            injected.AddTo(ref s, first);
            arrays.Store(first, in s);

            ulong events = T.Bits(fired);
            ulong spikes = events | T.Bits(T.EqualTo(secondSpikeAt + first, step));
            if (spikes != 0) Fire(first, step, spikes, events, PyramidalMembrane.DendriticActivation(in c, dendrite));
        }
    }

    private void Fire(int first, int step, ulong spikes, ulong events, T burstProbability)
    {
        float* probabilities = stackalloc float[T.Count];
        T.Store(burstProbability, probabilities);
        for (; spikes != 0; spikes &= spikes - 1)
        {
            int lane = BitOperations.TrailingZeroCount(spikes);
            int neuron = first + lane;
            Emit(neuron, step);
            _mayFireFrom.Pointer[neuron] = step + _refractorySteps;
            if (((events >> lane) & 1) != 0) DecideBurst(neuron, step, probabilities[lane]);
        }
    }

    /// <summary>With the given probability, schedules a second spike floor((5 ms + U 10 ms)/dt) - 1 steps from now.</summary>
    private void DecideBurst(int neuron, int step, double probability)
    {
        (uint decision, uint delay) = Threefry.Block(_burstKey, (uint)neuron, (uint)step);
        if (RandomStream.Uniform(decision) >= probability) return;
        double interval = _model.ShortestBurstInterval
            + RandomStream.Uniform(delay) * (_model.LongestBurstInterval - _model.ShortestBurstInterval);
        _secondSpikeAt.Pointer[neuron] = step + (int)Math.Floor(interval / Settings.TimeStep) - 1;
    }
}
