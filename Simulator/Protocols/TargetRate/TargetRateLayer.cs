using System.Numerics;
using System.Runtime.Intrinsics;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Protocols.TargetRate;

/// <summary>
/// A layer of the target-rate task: tells events and bursts of its spikes apart, counts them, and feeds back-propagating action potentials
/// to its dendrites. The derived class advances the neurons in vectors of lanes, whose width affects speed, never results.
/// </summary>
public abstract unsafe class TargetRateLayer
{
    // Stands for "never" among time steps.
    private const int Never = int.MinValue / 2;

    private readonly BurstWindow _window;
    private readonly SpikeList _spikes;
    private readonly int[] _lastSpike;
    private readonly int[] _spikesInBurst;
    private readonly int _firstBackpropagation;
    private readonly int _lastBackpropagation;

    /// <summary>Creates a layer at rest.</summary>
    /// <param name="protocol">The experiment.</param>
    /// <param name="name">Name of the layer; part of the key of its random numbers.</param>
    /// <param name="seed">Seed of the realisation.</param>
    /// <param name="window">What counts as a burst.</param>
    /// <param name="longestDelay">How many steps back events and bursts are remembered.</param>
    protected TargetRateLayer(TargetRateProtocolDescription protocol, string name, long seed, BurstWindow window, int longestDelay)
    {
        Size = protocol.Neurons;
        _window = window;
        (_firstBackpropagation, _lastBackpropagation) = BackpropagationWindow.Of(protocol);
        _spikes = new SpikeList(Size, _lastBackpropagation + 1);
        Events = new SpikeList(Size, longestDelay);
        Bursts = new SpikeList(Size, longestDelay);
        _lastSpike = new int[Size];
        Array.Fill(_lastSpike, Never);
        _spikesInBurst = new int[Size];
        Backpropagating = new AlignedArray<float>(Size);
        RandomKey key = RandomKey.Of(seed, RandomPurpose.Background).Derive(name);
        SomaNoise = new ShotNoisePulses(protocol.Noise.Soma, protocol.TimeStep, Size, key.Derive("soma"));
        DendriteNoise = new ShotNoisePulses(protocol.Noise.Dendrite, protocol.TimeStep, Size, key.Derive("dendrite"));
    }

    /// <summary>Number of neurons.</summary>
    public int Size { get; }

    /// <summary>All spikes of the present step.</summary>
    public ReadOnlySpan<int> Spikes => _spikes.Present;

    /// <summary>Spikes that open a burst or stand alone.</summary>
    public SpikeList Events { get; }

    /// <summary>Second spikes of bursts.</summary>
    public SpikeList Bursts { get; }

    /// <summary>K: how many of its own back-propagating action potentials drive each dendrite in the present step.</summary>
    protected AlignedArray<float> Backpropagating { get; }

    /// <summary>Noise into the somata.</summary>
    protected ShotNoisePulses SomaNoise { get; }

    /// <summary>Noise into the dendrites.</summary>
    protected ShotNoisePulses DendriteNoise { get; }

    /// <summary>Creates a layer whose vectors have the width of the processor's.</summary>
    /// <param name="protocol">The experiment.</param>
    /// <param name="name">Name of the layer; part of the key of its random numbers.</param>
    /// <param name="seed">Seed of the realisation.</param>
    /// <param name="window">What counts as a burst.</param>
    /// <param name="longestDelay">How many steps back events and bursts are remembered.</param>
    public static TargetRateLayer Create(TargetRateProtocolDescription protocol, string name, long seed, BurstWindow window, int longestDelay) =>
        Vector512.IsHardwareAccelerated ? new TargetRateLayer<Lanes512>(protocol, name, seed, window, longestDelay)
        : Vector256.IsHardwareAccelerated ? new TargetRateLayer<Lanes256>(protocol, name, seed, window, longestDelay)
        : new TargetRateLayer<Lanes128>(protocol, name, seed, window, longestDelay);

    /// <summary>Advances every neuron by one step and lists spikes, events and bursts.</summary>
    /// <param name="step">Index of the step, from 0.</param>
    /// <param name="somaCurrent">Current into every soma (A).</param>
    /// <param name="dendriteCurrent">Current into every dendrite (A).</param>
    /// <param name="synapses">Weights of the neurons' plastic synapses; null: none.</param>
    /// <param name="synapticCurrent">Current of a synapse of weight 1 (A).</param>
    public void Advance(int step, double somaCurrent, double dendriteCurrent, AlignedArray<float>? synapses, double synapticCurrent)
    {
        SomaNoise.Draw(step);
        DendriteNoise.Draw(step);
        _spikes.BeginStep();
        Events.BeginStep();
        Bursts.BeginStep();
        foreach (int neuron in _spikes.At(step - _firstBackpropagation)) Backpropagating.Pointer[neuron]++;
        foreach (int neuron in _spikes.At(step - _lastBackpropagation - 1)) Backpropagating.Pointer[neuron]--;
        AdvanceNeurons(step, somaCurrent, dendriteCurrent, synapses, synapticCurrent);
    }

    /// <summary>Advances the state by one step and calls <see cref="Emit"/> for every spike, in ascending order of neurons.</summary>
    protected abstract void AdvanceNeurons(
        int step, double somaCurrent, double dendriteCurrent, AlignedArray<float>? synapses, double synapticCurrent);

    /// <summary>Lists a spike and says whether it is an event, a burst (second spike) or neither.</summary>
    protected void Emit(int neuron, int step)
    {
        _spikes.Add(neuron);
        int interval = step - _lastSpike[neuron];
        _lastSpike[neuron] = step;
        if (interval > _window.Longest)
        {
            _spikesInBurst[neuron] = 1;
            Events.Add(neuron);
        }
        else if (++_spikesInBurst[neuron] == 2)
        {
            Bursts.Add(neuron);
        }
    }
}

/// <summary>A layer with its kernel.</summary>
/// <typeparam name="T">Vector of lanes that the kernel uses.</typeparam>
public sealed unsafe class TargetRateLayer<T> : TargetRateLayer
    where T : unmanaged, ILanes<T>
{
    private readonly TargetRateCoefficients<T> _coefficients;
    private readonly T _backpropagation;
    private readonly AlignedArray<float> _somaPotential, _dendritePotential, _threshold, _somaAdaptation, _dendriteAdaptation;

    /// <summary>Creates a layer at rest.</summary>
    /// <param name="protocol">The experiment.</param>
    /// <param name="name">Name of the layer; part of the key of its random numbers.</param>
    /// <param name="seed">Seed of the realisation.</param>
    /// <param name="window">What counts as a burst.</param>
    /// <param name="longestDelay">How many steps back events and bursts are remembered.</param>
    public TargetRateLayer(TargetRateProtocolDescription protocol, string name, long seed, BurstWindow window, int longestDelay)
        : base(protocol, name, seed, window, longestDelay)
    {
        TargetRateNeuronModelDescription model = protocol.Neuron;
        _coefficients = new TargetRateCoefficients<T>(model, protocol.TimeStep);
        _backpropagation = T.Broadcast(model.BackpropagationCurrent);
        _somaPotential = Filled(model.RestingPotential);
        _dendritePotential = Filled(model.RestingPotential);
        _threshold = Filled(model.Threshold);
        _somaAdaptation = Filled(0);
        _dendriteAdaptation = Filled(0);
    }

    /// <inheritdoc/>
    protected override void AdvanceNeurons(
        int step, double somaCurrent, double dendriteCurrent, AlignedArray<float>? synapses, double synapticCurrent)
    {
        ref readonly TargetRateCoefficients<T> c = ref _coefficients;
        T soma = T.Broadcast(somaCurrent), dendrite = T.Broadcast(dendriteCurrent), synaptic = T.Broadcast(synapticCurrent);
        T somaPulse = T.Broadcast(SomaNoise.Amplitude), dendritePulse = T.Broadcast(DendriteNoise.Amplitude);
        for (int first = 0; first < Size; first += T.Count)
        {
            TargetRateState<T> s = default;
            s.SomaPotential = T.Load(_somaPotential.Pointer + first);
            s.DendritePotential = T.Load(_dendritePotential.Pointer + first);
            s.Threshold = T.Load(_threshold.Pointer + first);
            s.SomaAdaptation = T.Load(_somaAdaptation.Pointer + first);
            s.DendriteAdaptation = T.Load(_dendriteAdaptation.Pointer + first);
            T intoSoma = soma + Pulses(SomaNoise, somaPulse, first);
            if (synapses is not null) intoSoma += T.Load(synapses.Pointer + first) * synaptic;
            T intoDendrite = dendrite + Pulses(DendriteNoise, dendritePulse, first) + _backpropagation * T.Load(Backpropagating.Pointer + first);
            T silent = TargetRateNeuron.Advance(in c, ref s, intoSoma, intoDendrite);
            T.Store(s.SomaPotential, _somaPotential.Pointer + first);
            T.Store(s.DendritePotential, _dendritePotential.Pointer + first);
            T.Store(s.Threshold, _threshold.Pointer + first);
            T.Store(s.SomaAdaptation, _somaAdaptation.Pointer + first);
            T.Store(s.DendriteAdaptation, _dendriteAdaptation.Pointer + first);
            for (ulong fired = ~T.Bits(silent) & ((1UL << T.Count) - 1); fired != 0; fired &= fired - 1)
            {
                int neuron = first + BitOperations.TrailingZeroCount(fired);
                if (neuron >= Size) break;
                Emit(neuron, step);
            }
        }
    }

    private static T Pulses(ShotNoisePulses noise, T pulse, int first) =>
        T.Masked(pulse, T.After(noise.Excitation + first, noise.Limit)) - T.Masked(pulse, T.After(noise.Inhibition + first, noise.Limit));

    private AlignedArray<float> Filled(double value)
    {
        AlignedArray<float> values = new(Size);
        values.Fill((float)value);
        return values;
    }
}
