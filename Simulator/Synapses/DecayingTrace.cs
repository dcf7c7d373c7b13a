using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>Which earlier spikes a trace remembers, so that later spikes of the other side of a synapse are paired with them.</summary>
public enum SpikePairing
{
    /// <summary>All of them: a spike adds 1 to its trace.</summary>
    AllToAll,

    /// <summary>The last one only: a spike sets its trace to 1.</summary>
    Nearest,
}

/// <summary>
/// One exponentially decaying trace per neuron. All traces decay by the same factor, so they are held relative to a shared scale s that
/// alone decays: trace_i = s * stored_i, and adding a to trace i adds a/s to stored_i. A step costs one multiplication, whatever the
/// number of neurons; now and then the stored values are multiplied by s and s starts at 1 again.
/// </summary>
public sealed class DecayingTrace : IHasState
{
    // Stored values grow like 1/s; float32 keeps its relative precision up to there with room to spare.
    private const double SmallestScale = 1.0 / (1 << 24);

    private readonly AlignedArray<float> _stored;
    private readonly double _decay;
    private double _scale = 1;

    /// <summary>Creates traces of equal value.</summary>
    /// <param name="size">Number of neurons.</param>
    /// <param name="timeConstant">Time constant of the decay (s).</param>
    /// <param name="timeStep">Time step (s).</param>
    /// <param name="initial">Initial value.</param>
    public DecayingTrace(int size, double timeConstant, double timeStep, double initial = 0)
    {
        _stored = new AlignedArray<float>(size);
        _stored.Fill((float)initial);
        _decay = Math.Exp(-timeStep / timeConstant);
    }

    /// <summary>Raised before all stored values are scaled anew.</summary>
    internal event Action? Rescaling;

    /// <summary>The factor that turns stored values into traces.</summary>
    public double Scale => _scale;

    /// <summary>The traces relative to <see cref="Scale"/>.</summary>
    public AlignedArray<float> Stored => _stored;

    /// <summary>The trace of one neuron.</summary>
    public double this[int neuron] => _stored.Span[neuron] * _scale;

    /// <summary>The factor by which traces decay over a number of steps.</summary>
    public double DecayOver(int steps) => Math.Pow(_decay, steps);

    /// <summary>Adds to the trace of one neuron.</summary>
    public void Add(int neuron, double amount)
    {
        ref float stored = ref _stored.Span[neuron];
        stored = (float)(stored + amount / _scale);
    }

    /// <summary>Counts a spike of each of some neurons.</summary>
    public void Count(ReadOnlySpan<int> neurons, SpikePairing pairing)
    {
        if (pairing == SpikePairing.AllToAll)
            foreach (int neuron in neurons) Add(neuron, 1);
        else
            foreach (int neuron in neurons) _stored.Span[neuron] = (float)(1 / _scale);
    }

    /// <summary>Lets every trace decay by one time step.</summary>
    public void Decay()
    {
        _scale *= _decay;
        if (_scale < SmallestScale) Renormalise();
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("scale", ref _scale);
        visitor.Array("stored", _stored.Span);
    }

    /// <summary>Mean of the traces over the neurons.</summary>
    public double Mean()
    {
        double sum = 0;
        foreach (float stored in _stored.Span) sum += stored;
        return sum * _scale / _stored.Length;
    }

    private void Renormalise()
    {
        Rescaling?.Invoke();
        float scale = (float)_scale;
        foreach (ref float stored in _stored.Span) stored *= scale;
        _scale = 1;
    }
}
