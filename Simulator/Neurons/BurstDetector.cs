using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>How it is decided whether a spike opens a burst or belongs to one.</summary>
public enum BurstDetection
{
    /// <summary>By the interval to the spike before: at most the burst interval within a burst.</summary>
    Interval,

    /// <summary>
    /// As the published programs do: by an exponential trace of all earlier spikes of the cell, whose time constant is the burst interval;
    /// within a burst it is at least exp(-1). After a single spike that is the same criterion as the interval; after a burst, in which
    /// several spikes add up, it is longer, so bursts that fade away are counted once.
    /// </summary>
    Trace,
}

/// <summary>Role of a spike in a burst.</summary>
internal enum SpikeKind
{
    /// <summary>It opens a burst or stands alone.</summary>
    Event,

    /// <summary>The second spike of a burst.</summary>
    Burst,

    /// <summary>The third or a later spike of a burst.</summary>
    Later,
}

/// <summary>Tells events and bursts apart, spike by spike.</summary>
internal sealed unsafe class BurstDetector : IHasState
{
    // Stands for the spike before the first one.
    private const int LongAgo = int.MinValue / 2;

    private readonly int _burstSteps;
    private readonly AlignedArray<int> _lastSpike, _spikesInBurst;

    // Trace of every cell just after its last spike; null: detection by the interval.
    private readonly AlignedArray<double>? _trace;
    private readonly double _decayPerStep;

    /// <summary>Creates the detector of a population whose neurons have never spiked.</summary>
    /// <param name="detection">The criterion.</param>
    /// <param name="burstInterval">The burst interval (s).</param>
    /// <param name="timeStep">Duration of a step (s).</param>
    /// <param name="neurons">Number of neurons.</param>
    public BurstDetector(BurstDetection detection, double burstInterval, double timeStep, int neurons)
    {
        _burstSteps = TimeGrid.StepsOfRun(burstInterval, timeStep);
        _lastSpike = new AlignedArray<int>(neurons);
        _lastSpike.Fill(LongAgo);
        _spikesInBurst = new AlignedArray<int>(neurons);
        if (detection == BurstDetection.Interval) return;
        _trace = new AlignedArray<double>(neurons);
        _decayPerStep = -timeStep / burstInterval;
    }

    /// <summary>
    /// The largest number of steps from an event to the second spike of its burst. By the trace: before an event it is below exp(-1), after
    /// it below 1 + exp(-1), which decays to exp(-1) within ln(1 + e) = 1.313 burst intervals.
    /// </summary>
    /// <param name="detection">The criterion.</param>
    /// <param name="burstInterval">The burst interval (s).</param>
    /// <param name="timeStep">Duration of a step (s).</param>
    public static int LongestIntervalToSecondSpike(BurstDetection detection, double burstInterval, double timeStep)
    {
        if (detection == BurstDetection.Interval) return TimeGrid.StepsOfRun(burstInterval, timeStep);
        return (int)Math.Ceiling(burstInterval / timeStep * Math.Log(1 + Math.E) * (1 + 1e-6));
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Steps("lastSpike", _lastSpike.Span);
        visitor.Array("spikesInBurst", _spikesInBurst.Span);
        if (_trace is not null) visitor.Array("burstTrace", _trace.Span);
    }

    /// <summary>Whether a spike of a neuron in a step to come is so near its last one that it opens no burst, by the interval.</summary>
    public bool IsNearLast(int neuron, int step) => step - _lastSpike.Span[neuron] <= _burstSteps;

    /// <summary>Classifies a spike.</summary>
    /// <param name="neuron">The neuron.</param>
    /// <param name="step">Its step; those of one neuron ascend.</param>
    public SpikeKind Classify(int neuron, int step)
    {
        ref int lastSpike = ref _lastSpike.Span[neuron], spikesInBurst = ref _spikesInBurst.Span[neuron];
        int interval = step - lastSpike;
        lastSpike = step;
        if (_trace is null ? interval > _burstSteps : HasFaded(neuron, interval))
        {
            spikesInBurst = 1;
            return SpikeKind.Event;
        }

        return ++spikesInBurst == 2 ? SpikeKind.Burst : SpikeKind.Later;
    }

    // The trace decays from spike to spike and then counts this one. At exactly one burst interval after a single spike it is exp(-1) but
    // for rounding: that is within the burst, as by the interval.
    private bool HasFaded(int neuron, int interval)
    {
        double trace = _trace!.Pointer[neuron] * Math.Exp(interval * _decayPerStep);
        _trace.Pointer[neuron] = trace + 1;
        return trace < Math.Exp(-1) * (1 - 1e-9);
    }
}
