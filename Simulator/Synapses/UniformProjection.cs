using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>
/// Synapses that do not learn and all have the same weight, or multiples of one. Short-term plasticity, if there is any, scales what a
/// pre-synaptic spike transmits, alike at all synapses of its neuron unless a derived class says otherwise.
/// </summary>
/// <param name="settings">Name, receptor, filter, weight and delay.</param>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="target">Post-synaptic population.</param>
/// <param name="shortTermPlasticity">
/// Short-term plasticity; null: efficacies are always 1. They see the spikes when these arrive: the delay is the same for all of them, so
/// the intervals between spikes are those of the neuron.
/// </param>
internal abstract class UniformProjection(
    ProjectionSettings settings, Population source, Population target, ShortTermSynapses? shortTermPlasticity)
    : Projection(settings, source, target)
{
    /// <summary>
    /// The present weight of every synapse at full efficacy, in units of the leak conductance, or what is multiplied by a factor at each of
    /// them.
    /// </summary>
    public double Weight { get; set; } = settings.Weight;

    /// <summary>Chooses the form in which the synapses are stored by what each of them has of its own, and creates them.</summary>
    /// <param name="settings">Name, receptor, filter, weight and delay.</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Connectivity; null: all pairs are connected, and no synapse is stored.</param>
    /// <param name="delays">The delay of every synapse in steps; null: that of the settings.</param>
    /// <param name="range">The shortest and the longest delay in all processes; null without <paramref name="delays"/>.</param>
    /// <param name="factors">By what the weight of the settings is multiplied at every synapse; null: by 1.</param>
    /// <param name="shortTerm">Short-term plasticity; null: none.</param>
    /// <param name="differsBySynapse">Whether its efficacies differ between the synapses of a neuron.</param>
    public static UniformProjection Create(
        ProjectionSettings settings,
        Population source,
        Population target,
        Connectivity? connectivity,
        AlignedArray<ushort>? delays,
        (int Shortest, int Longest)? range,
        AlignedArray<float>? factors,
        ShortTermSynapses? shortTerm,
        bool differsBySynapse) =>
        connectivity is null ? new AllToAllProjection(settings, source, target, shortTerm)
        : delays is not null ? DelayedProjection.Create(settings, source, target, connectivity, delays, factors, shortTerm, range)
        : differsBySynapse ? new SynapseWiseProjection(settings, source, target, connectivity, factors, shortTerm!)
        : factors is not null ? new SpreadProjection(settings, source, target, connectivity, factors, shortTerm)
        : new StaticProjection(settings, source, target, connectivity, shortTerm);

    /// <summary>Bytes of a stored synapse whose short-term plasticity, if it has any, is that of its pre-synaptic neuron.</summary>
    /// <param name="targets">Number of post-synaptic neurons.</param>
    /// <param name="hasDelays">Whether each synapse has a delay of its own.</param>
    /// <param name="hasWeights">Whether each synapse has a weight of its own.</param>
    public static double SynapseBytes(int targets, bool hasDelays, bool hasWeights) =>
        hasDelays ? DelayedProjection.BytesEach : hasWeights ? sizeof(int) + sizeof(float) : TargetLists.IndexBytes(targets);

    /// <summary>The shortest and the longest of some delays; without any that of the projection.</summary>
    public static (int Shortest, int Longest) RangeOf(AlignedArray<ushort> delays, ProjectionSettings settings)
    {
        if (delays.Length == 0) return (Math.Max(1, settings.DelaySteps), Math.Max(1, settings.DelaySteps));
        int shortest = ushort.MaxValue, longest = 0;
        foreach (ushort delay in delays.Span) (shortest, longest) = (Math.Min(shortest, delay), Math.Max(longest, delay));
        return (shortest, longest);
    }

    /// <summary>Lets the weight follow a schedule.</summary>
    /// <param name="changes">Steps and weights from then on, in the order of time.</param>
    /// <returns>What sets the weight after each step.</returns>
    public IStepped Follow((int Step, double Weight)[] changes) => new WeightSchedule(this, changes);

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        double weight = Weight;
        visitor.Setting("weight", ref weight);
        Weight = weight;
        ((IHasState?)shortTermPlasticity)?.VisitState(visitor);
    }

    /// <summary>
    /// Conductance that an arriving spike of a pre-synaptic neuron adds to each of its targets. Call this once per spike.
    /// </summary>
    protected double Transmitted(int neuron, int step) =>
        shortTermPlasticity is null ? Weight : Weight * shortTermPlasticity.Efficacy(neuron, step);

    /// <summary>Prefetches what <see cref="Transmitted"/> will need of a neuron.</summary>
    protected void FetchTransmission(int neuron) => shortTermPlasticity?.Prefetch(neuron);
}
