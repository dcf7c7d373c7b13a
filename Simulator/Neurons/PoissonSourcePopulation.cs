using Spiking.Numerics;
using Spiking.Snapshots;

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
internal unsafe class PoissonSourcePopulation : Population
{
    private readonly RandomKey _key;
    private readonly GeometricGaps _gaps;
    private readonly bool _isSilent;

    // The present batch of spikes: positions after the last spike of the batch before. That one is held relative to the first trial of
    // the present step, so that no position grows with time.
    private readonly AlignedArray<int> _batch = new(GeometricGaps.BatchSize);
    private long _origin = -1;
    private int _next;
    private ulong _batchesDrawn;

    /// <summary>Creates the population.</summary>
    public PoissonSourcePopulation(PoissonSourceModelDescription model, PopulationSettings settings)
        : this(model.Rate, settings)
    {
    }

    /// <summary>Creates the population.</summary>
    /// <param name="rate">Rate of every neuron (Hz), of which a derived class may accept a part.</param>
    /// <param name="settings">Name, size and the like.</param>
    private protected PoissonSourcePopulation(double rate, PopulationSettings settings)
        : base(settings)
    {
        _isSilent = rate == 0;
        if (_isSilent) return;
        _key = RandomKey.Of(settings.Seed, RandomPurpose.Source).Derive(settings.Name);
        _gaps = new GeometricGaps(rate * settings.TimeStep);
        DrawBatch();
    }

    /// <inheritdoc/>
    public override AlignedArray<float> Conductance(Receptor receptor) =>
        throw new ArgumentException($"population {Name} is a source of spikes and has no receptors", nameof(receptor));

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        if (_isSilent) return;
        for (; _origin + _batch.Pointer[_next] < Size; TakeNext())
            if (!IsCut && Accepts((int)(_origin + _batch.Pointer[_next]), step)) Emit((int)(_origin + _batch.Pointer[_next]), step);
        _origin -= Size;
    }

    /// <summary>Whether a spike that was drawn is one.</summary>
    private protected virtual bool Accepts(int neuron, int step) => true;

    // Of a gap that is cut no trial succeeds.
    private bool IsCut => _batch.Pointer[_next] - (_next == 0 ? 0 : _batch.Pointer[_next - 1]) == GeometricGaps.Longest;

    private void TakeNext()
    {
        if (++_next < GeometricGaps.BatchSize) return;
        _origin += _batch.Pointer[GeometricGaps.BatchSize - 1];
        DrawBatch();
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        visitor.Value("batchesDrawn", ref _batchesDrawn);
        visitor.Value("nextInBatch", ref _next);
        visitor.Value("origin", ref _origin);
        if (!visitor.IsRestoring || _isSilent) return;
        if (visitor.IsTakingOver && _batchesDrawn == 0)
        {
            // The rate was 0.
            _origin = -1;
            DrawBatch();
            return;
        }

        visitor.Require(_batchesDrawn > 0 && _next >= 0 && _next < GeometricGaps.BatchSize,
            $"spike {_next} of batch {_batchesDrawn} is the next");
        Draw(_batchesDrawn - 1);

        // Where the rate is another now, so are the gaps, and spikes of them can lie before the present step: trials that are over. Those
        // to come succeed independently of them.
        while (visitor.IsTakingOver && _origin + _batch.Pointer[_next] < 0) TakeNext();
        visitor.Require(_origin + _batch.Pointer[_next] >= 0, $"the next spike is {_origin + _batch.Pointer[_next]} trials ahead");
    }

    private void DrawBatch()
    {
        Draw(_batchesDrawn++);
        _next = 0;
    }

    private void Draw(ulong batch)
    {
        // A batch uses up CountersPerBatch values of the low counter; its carry goes into the high one.
        ulong counter = GeometricGaps.CountersPerBatch * batch;
        _gaps.Draw(_key, (uint)(counter >> 32), (uint)counter, after: 0, _batch.Pointer);
    }
}
