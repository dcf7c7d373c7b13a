using System.Numerics;
using System.Runtime.CompilerServices;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>
/// Burst-Poisson pyramidal cells: a threshold spike is an event; the dendrite decides at random whether a second spike follows, which
/// resets nothing. Source: Payeur et al. 2021, XOR experiments.
/// </summary>
/// <typeparam name="T">Vector of lanes that the kernel uses.</typeparam>
internal sealed unsafe class BurstPoissonPopulation<T> : PyramidalPopulation<T>
    where T : unmanaged, ILanes<T>
{
    private readonly AlignedValue<PyramidalCoefficients<T>> _coefficients;
    private readonly BurstPoissonModelDescription _model;
    private readonly RandomKey _burstKey;
    private readonly int _refractorySteps;
    private readonly int _foresight;

    // The bursts of the present block; null if they are not known ahead.
    private readonly ForeseenSpikes? _foreseen;

    // Last step in which each neuron must not fire: a step, not a countdown, so nothing has to be decremented.
    private readonly AlignedArray<int> _refractoryUntil;
    private readonly PendingSpikes _secondSpikes;

    // The vectors in which a neuron fired in this step: first neuron, lanes, and dendritic potentials for the burst decisions. The kernel's
    // loop only notes them and calls nothing, so that all its addresses stay in registers.
    private readonly AlignedArray<int> _firedFirst;
    private readonly AlignedArray<int> _firedLanes;
    private readonly AlignedArray<float> _firedDendrites;

    /// <summary>Creates the population.</summary>
    public BurstPoissonPopulation(BurstPoissonModelDescription model, PopulationSettings settings)
        : base(model, settings)
    {
        _model = model;
        _coefficients = new AlignedValue<PyramidalCoefficients<T>>(new PyramidalCoefficients<T>(model, settings.TimeStep));
        _refractorySteps = TimeGrid.StepsOfRun(model.RefractoryPeriod, settings.TimeStep);
        _burstKey = RandomKey.Of(settings.Seed, RandomPurpose.Burst).Derive(settings.Name);
        _foresight = BurstForesight(model, settings);
        if (_foresight > 0) _foreseen = new ForeseenSpikes(Size, _foresight);
        _refractoryUntil = new AlignedArray<int>(Size);
        _refractoryUntil.Fill(Never);
        _secondSpikes = new PendingSpikes(Size, (int)Math.Floor(model.LongestBurstInterval / settings.TimeStep));
        _firedFirst = new AlignedArray<int>(_refractoryUntil.PaddedLength / T.Count);
        _firedLanes = new AlignedArray<int>(_refractoryUntil.PaddedLength / T.Count);
        _firedDendrites = new AlignedArray<float>(Size);

        // Padding lanes hold state that must never fire.
        for (int i = Size; i < _refractoryUntil.PaddedLength; i++) _refractoryUntil.Pointer[i] = int.MaxValue;
    }

    /// <summary>
    /// Bursts are known ahead: a second spike comes at the earliest the shortest burst interval, less one step, after its decision.
    /// </summary>
    internal override int Foresight(SpikeFilter filter) => filter == SpikeFilter.Bursts ? _foresight : 0;

    /// <inheritdoc/>
    internal override void BeginBlock(int first, int end)
    {
        if (_foreseen is not null) _foreseen.Write(_secondSpikes, first, Math.Min(end, first + _foresight));
    }

    /// <inheritdoc/>
    internal override ReadOnlySpan<int> KnownAt(SpikeFilter filter, int step) =>
        filter == SpikeFilter.Bursts && _foreseen is not null && _foreseen.Covers(step) ? _foreseen.At(step) : base.KnownAt(filter, step);

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        int fired = AdvanceMembranes(step);
        ReadOnlySpan<int> second = _secondSpikes.Take(step);
        if (fired > 0 || second.Length > 0) Fire(step, fired, second);
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        visitor.Steps("refractoryUntil", _refractoryUntil.Span);
        _secondSpikes.VisitState(visitor);
        if (!visitor.IsRestoring) return;

        // Until its second spike a cell is refractory, so that it cannot fire for another reason in between. Where bursts are known ahead,
        // every second spike is one of a burst: that of a state with longer bursts, which is taken over, may not be.
        for (int step = visitor.Now; step <= visitor.Now + _secondSpikes.MostAhead; step++)
        {
            foreach (int neuron in _secondSpikes.Peek(step))
            {
                visitor.Require(_refractoryUntil.Pointer[neuron] >= step,
                    $"neuron {neuron} has a spike to come, and is not refractory until then");
                visitor.Require(_foreseen is null || IsNearLastSpike(neuron, step),
                    $"neuron {neuron} has a second spike to come, which is too late for a burst of this network");
            }
        }
    }

    /// <inheritdoc/>
    // Compiled with all optimizations at once: in code that is still to be optimized every operation on its lanes is a call. Inlined into
    // whatever calls it, it would have no registers left for its addresses.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private protected override int AdvanceMembranes<TFeedback, TBySoma, TFetching>(int step, int first, int end, int noted)
    {
        if (!LaneWidth.HasManyRegisters)
            return AdvanceMembranes<TFeedback, TBySoma, TFetching>(in *_coefficients.Pointer, step, first, end, noted);
        PyramidalCoefficients<T> copy = *_coefficients.Pointer;
        return AdvanceMembranes<TFeedback, TBySoma, TFetching>(in copy, step, first, end, noted);
    }

    // Inlined into the method above, which calls nothing else: where there are 32 registers, the local copy of the constants stays in them.
    // It would be kept in memory across a call. Where there are 16, every operation reads its constant from where it is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int AdvanceMembranes<TFeedback, TBySoma, TFetching>(
        in PyramidalCoefficients<T> c, int step, int first, int end, int noted)
        where TFeedback : struct, IFlag
        where TBySoma : struct, IFlag
        where TFetching : struct, IFlag
    {
        DendriteFeedback<T> feedback = Feedback;
        InjectedSteps<T> injected = Injection();
        PyramidalArrays arrays = Arrays;
        int* refractoryUntil = _refractoryUntil.Pointer;
        int* firedFirst = _firedFirst.Pointer, firedLanes = _firedLanes.Pointer;
        float* firedDendrites = _firedDendrites.Pointer;
        ScatteredFetch fetch = Meanwhile.Fetch;
        for (; first < end; first += T.Count)
        {
            if (TFetching.IsSet) fetch.Next();
            arrays.Load(first, out PyramidalState<T> s);
            arrays.TakeConductances(first, in c, out PyramidalConductances<T> g);
            PyramidalMembrane.Integrate<T, TBySoma>(in c, in g, ref s);
            if (TFeedback.IsSet) s.DendritePotential += feedback.Take(first);
            T above = PyramidalMembrane.Relax(in c, ref s);
            if (T.Bits(above) != 0)
            {
                T fired = T.Without(above, T.After(refractoryUntil + first, step - 1));
                PyramidalMembrane.Reset(in c, ref s, fired);

                // The burst decision sees V_d before this step's injected current: the current acts on the next step.
                // A vector whose cells are all refractory is noted over by the next one.
                firedFirst[noted] = first;
                ulong lanes = T.Bits(fired);
                firedLanes[noted] = (int)lanes;
                T.Store(s.DendritePotential, firedDendrites + noted * T.Count);
                noted += lanes != 0 ? 1 : 0;
            }

            injected.AddTo(ref s, first);
            arrays.Store(first, in s);
        }

        return noted;
    }

    /// <summary>
    /// Emits this step's events and second spikes, in ascending order of neurons, and decides which events become bursts.
    /// </summary>
    private void Fire(int step, int vectors, ReadOnlySpan<int> second)
    {
        float* probabilities = stackalloc float[T.Count];
        int next = 0;
        for (int i = 0; i < vectors; i++)
        {
            T.Store(PyramidalMembrane.DendriticActivation(in *_coefficients.Pointer, T.Load(_firedDendrites.Pointer + i * T.Count)),
                probabilities);
            for (uint lanes = (uint)_firedLanes.Pointer[i]; lanes != 0; lanes &= lanes - 1)
            {
                int lane = BitOperations.TrailingZeroCount(lanes);
                int neuron = _firedFirst.Pointer[i] + lane;
                while (next < second.Length && second[next] < neuron) FireOne(second[next++], step);
                FireOne(neuron, step);
                DecideBurst(neuron, step, probabilities[lane]);
            }
        }

        while (next < second.Length) FireOne(second[next++], step);
    }

    /// <summary>
    /// How many steps ahead all bursts are known. That every scheduled second spike is a burst, and every burst a scheduled spike, holds if
    /// second spikes come within the burst interval and threshold spikes after it; else nothing is known ahead.
    /// </summary>
    private static int BurstForesight(BurstPoissonModelDescription model, PopulationSettings settings)
    {
        int burstSteps = TimeGrid.StepsOfRun(settings.BurstInterval, settings.TimeStep);
        bool known = settings.BurstDetection == BurstDetection.Interval
            && TimeGrid.StepsOfRun(model.RefractoryPeriod, settings.TimeStep) > burstSteps
            && (int)Math.Floor(model.LongestBurstInterval / settings.TimeStep) <= burstSteps;
        return known ? Math.Max(0, (int)Math.Floor(model.ShortestBurstInterval / settings.TimeStep) - 1) : 0;
    }

    private void FireOne(int neuron, int step)
    {
        Emit(neuron, step);
        _refractoryUntil.Pointer[neuron] = step + _refractorySteps - 1;
    }

    /// <summary>With the given probability, schedules a second spike floor((5 ms + U 10 ms)/dt) - 1 steps from now.</summary>
    private void DecideBurst(int neuron, int step, double probability)
    {
        (uint decision, uint delay) = Threefry.Block(_burstKey, (uint)neuron, (uint)step);
        if (RandomStream.Uniform(decision) >= probability) return;
        double interval = _model.ShortestBurstInterval
            + RandomStream.Uniform(delay) * (_model.LongestBurstInterval - _model.ShortestBurstInterval);
        _secondSpikes.Add(neuron, step + (int)Math.Floor(interval / Settings.TimeStep) - 1);
    }
}
