using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>
/// Neurons that spike in turn, at regular intervals. The spikes of all of them are one sequence at equal distances, in which neuron i has
/// the numbers i, i + N, i + 2 N, ..., so the spikes of a step follow from its number, and there is no state.
/// </summary>
internal sealed class RegularSourcePopulation : Population
{
    // A spike that is due at the beginning of a step, except for rounding, belongs to this step.
    private const double Tolerance = 1e-6;

    private readonly double _perStep;
    private readonly double _before;

    public RegularSourcePopulation(RegularSourceModelDescription model, PopulationSettings settings)
        : base(settings)
    {
        double perSecond = model.Rate * settings.Size;
        _perStep = perSecond * settings.TimeStep;
        _before = perSecond * model.First;
    }

    /// <inheritdoc/>
    public override AlignedArray<float> Conductance(Receptor receptor) =>
        throw new ArgumentException($"population {Name} is a source of spikes and has no receptors", nameof(receptor));

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        long first = Math.Max(0, NumberBefore(step)), end = NumberBefore(step + 1L);
        if (end <= first) return;

        // Spikes are listed by ascending neuron: those that follow the last neuron come first. A neuron spikes once in a step at most.
        long count = Math.Min(end - first, Size), neuron = first % Size;
        for (long i = 0; i < neuron + count - Size; i++) Emit((int)i, step);
        for (long i = neuron; i < Math.Min(neuron + count, Size); i++) Emit((int)i, step);
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
    }

    /// <summary>How many spikes of the sequence are due before a step begins; negative before the first.</summary>
    private long NumberBefore(long step) => (long)Math.Ceiling(step * _perStep - _before - Tolerance);
}
