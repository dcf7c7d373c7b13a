using System.Runtime.CompilerServices;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Inputs;

/// <summary>
/// Independent background spike trains, one source per neuron of a population, onto one receptor. Every source spikes in a step with
/// probability p = rate * dt (a Poisson process in discrete time: mean p and variance p (1 - p) per step, as in the published programs).
/// </summary>
/// <remarks>
/// The trials of N neurons in consecutive steps are one long sequence of independent trials, neuron by neuron and step by step, so the
/// spikes are found by drawing the gaps between them: work is done per spike, not per neuron and step. Trials are cut into blocks of
/// <see cref="BlockSteps"/> steps; a block starts afresh under its own counter (the process has no memory), so a block can be drawn
/// without the ones before it. A group of at most <see cref="GroupSize"/> neurons has a key of its own.
/// </remarks>
internal sealed unsafe class PoissonBackground : BackgroundNoise, IDrawnAhead
{
    /// <summary>Number of steps drawn at a time.</summary>
    public const int BlockSteps = 32;

    /// <summary>Largest number of neurons whose trials are drawn as one sequence.</summary>
    public const int GroupSize = 2048;

    private readonly RandomKey _key;
    private readonly GeometricGaps _gaps;
    private readonly int _size;
    private readonly float _weight;

    // Where the conductances of the neurons begin; and the array, which keeps them alive.
    private readonly float* _targets;
    private readonly AlignedArray<float> _conductances;

    // Spikes of the present block in the order of time, as positions (step in block) * size + neuron, and the next of them. They end with
    // at least one position beyond the block, so the delivery of the last step stops like any other.
    private AlignedArray<int> _positions;
    private int* _next;
    private int _step = -1;

    // The next block, if another thread draws it in advance; null if none may.
    private AlignedArray<int>? _ahead;
    private readonly BlockHandover _handover = new();

    private PoissonBackground(RandomKey key, double probability, double weight, AlignedArray<float> conductances, int first, int size)
    {
        _key = key;
        _gaps = new GeometricGaps(probability);
        _weight = (float)weight;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + size, conductances.Length);
        _conductances = conductances;
        _targets = conductances.Pointer + first;
        _size = size;
        _positions = Room();
        _next = _positions.Pointer;
    }

    /// <summary>The sources of a population for one receptor; none if the rate or the weight is 0.</summary>
    /// <param name="population">Target population.</param>
    /// <param name="receptor">Receptor that the spikes act on.</param>
    /// <param name="rate">Rate of each source (Hz).</param>
    /// <param name="weight">Conductance that a spike adds, in units of the leak.</param>
    /// <param name="occurrence">Which of the population's background entries for this receptor it is, from 0: part of the key.</param>
    internal static IEnumerable<PoissonBackground> Create(
        Population population, Receptor receptor, double rate, double weight, int occurrence)
    {
        if (rate == 0 || weight == 0 || population.Own.Count == 0) yield break;
        RandomKey key = RandomKey.Of(population.Settings.Seed, RandomPurpose.Background)
            .Derive(population.Name).Derive((uint)receptor, (uint)occurrence);
        for (int first = 0; first < population.Size; first += GroupSize)
        {
            // A group of which other processes have a part is drawn whole by each of them.
            if (first >= population.Own.End || first + GroupSize <= population.Own.First) continue;
            yield return new PoissonBackground(
                key.Derive((uint)(first / GroupSize)),
                rate * population.Settings.TimeStep,
                weight,
                population.ConductanceOfEach(receptor),
                first,
                Math.Min(GroupSize, population.Size - first));
        }
    }

    /// <summary>
    /// Adds the weight of this step's spikes to the conductances. Steps must be taken in order from the start of a block.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is neither the next one nor the first of a block.</exception>
    public override void Deliver(int step)
    {
        int inBlock = (int)((uint)step % BlockSteps);

        // Of a step left out, the spikes would come before the first target.
        if (inBlock != 0 && step != _step + 1) ThrowOutOfOrder(step);
        _step = step;
        if (inBlock == 0) BeginBlock(step / BlockSteps);
        int begin = inBlock * _size, end = begin + _size;
        float* targets = _targets - begin;
        int* next = _next;
        float weight = _weight;
        for (int position = *next; position < end; position = *++next) targets[position] += weight;
        _next = next;
    }

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor)
    {
        if (!visitor.IsRestoring) return;
        _handover.Restart();
        _step = visitor.Now - 1;
        int inBlock = (int)((uint)visitor.Now % BlockSteps);
        if (inBlock == 0) return;
        BeginBlock(visitor.Now / BlockSteps);
        while (*_next < inBlock * _size) _next++;
    }

    /// <summary>Makes room for a block that is drawn in advance.</summary>
    public void AllowDrawingAhead() => _ahead ??= Room();

    /// <summary>
    /// Draws the next block in advance: for a thread that has nothing else to do, while another delivers the present one. It takes about 10
    /// microseconds for 2048 sources of 500 Hz; what is drawn does not depend on who draws it. Only after <see cref="AllowDrawingAhead"/>.
    /// </summary>
    /// <returns>Whether there was something to draw.</returns>
    public bool DrawAhead()
    {
        if (_ahead is null || !_handover.TryClaim(out int block)) return false;
        DrawBlock((uint)block, _ahead);
        _handover.Complete(block);
        return true;
    }

    private void ThrowOutOfOrder(int step) => throw new ArgumentOutOfRangeException(
        nameof(step), step, $"steps must be taken in order from the start of a block; the last was {_step}.");

    private void BeginBlock(int block)
    {
        if (_handover.IsReady(block)) (_positions, _ahead) = (_ahead!, _positions);
        else DrawBlock((uint)block, _positions);
        _next = _positions.Pointer;
        _handover.Begin(block);
    }

    // Gaps are at least 1, so a block of n trials ends in batch n/32 + 1 at the latest.
    private AlignedArray<int> Room() => new(BlockSteps * _size + GeometricGaps.BatchSize);

    // Compiled with all optimizations at once: in code that is still to be optimized every operation on its lanes is a call. As a part of
    // its caller it would be more than the compiler is willing to expand in one piece.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void DrawBlock(uint block, AlignedArray<int> drawn)
    {
        int trials = BlockSteps * _size;
        int* positions = drawn.Pointer;
        int count = 0;
        int position = -1;
        for (uint batch = 0; position < trials; batch++)
        {
            if (count > drawn.Length - GeometricGaps.BatchSize) throw new InvalidOperationException("more spikes than trials");
            position = _gaps.Draw(_key, block, GeometricGaps.CountersPerBatch * batch, position, positions + count);
            count += GeometricGaps.BatchSize;
        }
    }
}
