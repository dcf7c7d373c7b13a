using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// Neurons that spike at random: in every step each spikes with probability p = rate * dt, independently of everything (a Poisson process
/// in discrete time).
/// </summary>
/// <remarks>
/// The trials of N neurons in consecutive steps are one long sequence, neuron by neuron and step by step, of which the gaps between
/// successes are drawn. They are drawn as they are needed, a batch under each counter, so the spikes are a function of seed, name and
/// step, and 25,000 sources of 5 Hz cost a dozen gaps per step.
/// </remarks>
public sealed unsafe class PoissonSourcePopulation : Population
{
    private readonly RandomKey _key;
    private readonly GeometricGaps _gaps;
    private readonly bool _isSilent;
    private readonly AlignedArray<int> _batch = new(GeometricGaps.BatchSize);
    private int _nextGap = GeometricGaps.BatchSize;
    private ulong _batchesDrawn;

    // Position of the next spike relative to the first trial of the present step.
    private long _nextSpike = -1;

    /// <summary>Creates the population.</summary>
    public PoissonSourcePopulation(PoissonSourceModel model, PopulationSettings settings)
        : base(settings)
    {
        _isSilent = model.Rate == 0;
        if (_isSilent) return;
        _key = RandomKey.Of(settings.Seed, RandomPurpose.Source).Derive(settings.Name);
        _gaps = new GeometricGaps(model.Rate * settings.TimeStep);
        _nextSpike += NextGap();
    }

    /// <inheritdoc/>
    public override AlignedArray<float> Conductance(Receptor receptor) =>
        throw new ArgumentException($"population {Name} is a source of spikes and has no receptors", nameof(receptor));

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        if (_isSilent) return;
        for (; _nextSpike < Size; _nextSpike += NextGap()) Emit((int)_nextSpike, step);
        _nextSpike -= Size;
    }

    private int NextGap()
    {
        if (_nextGap == GeometricGaps.BatchSize)
        {
            // A batch uses up CountersPerBatch values of the low counter; its carry goes into the high one.
            ulong counter = GeometricGaps.CountersPerBatch * _batchesDrawn++;
            _gaps.Draw(_key, (uint)(counter >> 32), (uint)counter, _batch.Pointer);
            _nextGap = 0;
        }

        return _batch.Pointer[_nextGap++];
    }
}
