using System.Text.Json;
using Spiking.Engine.Checking;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Quantities;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>Randomly connected synapses from one or several populations to one or several others.</summary>
/// <example><code>
/// { "from": "input", "to": ["hidden", "output"], "transmits": "events", "receptor": "soma-ampa",
///   "meanInDegree": 100, "weight": 0.2, "delay": "2 ms" }
/// </code></example>
public sealed record ProjectionDescription
{
    /// <summary>Pre-synaptic populations: a name or a list of names.</summary>
    [NotEmpty]
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>Post-synaptic populations: a name or a list of names. Every pair of populations gets a projection of its own.</summary>
    [NotEmpty]
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Which spikes are transmitted.</summary>
    public SpikeFilter Transmits { get; init; } = SpikeFilter.Spikes;

    /// <summary>The receptor that the synapses act on.</summary>
    public required Receptor Receptor { get; init; }

    /// <summary>
    /// Probability with which each pair of neurons is connected, independently, without autapses. Give this, meanInDegree or connectivity.
    /// </summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double? Probability { get; init; }

    /// <summary>
    /// Mean number of synapses that a post-synaptic neuron receives. Each pair of neurons is connected with the probability of this over
    /// the pre-synaptic size, independently, without autapses.
    /// </summary>
    [Bounds(AtLeast = 0)]
    public double? MeanInDegree { get; init; }

    /// <summary>Which neurons are connected, where neither probability nor meanInDegree says it.</summary>
    public ConnectivityDescription? Connectivity { get; init; }

    /// <summary>
    /// Initial weight of every synapse, in units of the leak conductance of the target compartment. Needed unless the receptor is
    /// dendrite-feedback or soma-delta, which have an amplitude instead, or soma-current, which has a current.
    /// </summary>
    [Bounds(AtLeast = 0, WhenSmaller = BackgroundDescription.NegativeWeight)]
    public double? Weight { get; init; }

    /// <summary>The weights, amplitudes or currents of the synapses from a file, instead of one for all; of synapses that learn the
    /// initial ones.</summary>
    public SynapseFileDescription? Weights { get; init; }

    /// <summary>
    /// How weights, amplitudes or currents spread around the given one; absent: all are equal. Of synapses that learn these are the initial
    /// weights, cut to the maximum of the rule.
    /// </summary>
    public SpreadDescription? WeightSpread { get; init; }

    /// <summary>
    /// What a spike adds, of either sign: to the feedback of its targets (Y) at the receptor dendrite-feedback, to their potential at the
    /// receptor soma-delta. Only for these two.
    /// </summary>
    [Quantity(Dimension.Potential)]
    public double? Amplitude { get; init; }

    /// <summary>Amplitude of a spike, of either sign, in the synaptic current of its targets. Only for the receptor soma-current.</summary>
    [Quantity(Dimension.Current)]
    public double? Current { get; init; }

    /// <summary>
    /// A second pathway over the same synapses that cancels the first while the pre-synaptic cells burst at their baseline. Only for
    /// bursts onto the receptor dendrite-feedback; absent: none.
    /// </summary>
    public CancellationDescription? Cancellation { get; init; }

    /// <summary>Axonal delay: 0, or a multiple of the time step.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0, AtMost = 1)]
    public double Delay { get; init; }

    /// <summary>
    /// How delays spread around the given one: each synapse has a delay of its own, rounded to time steps, at least one; absent: all are
    /// equal. Only for synapses without plasticity, and without short-term plasticity that differs between the synapses of a neuron.
    /// </summary>
    public SpreadDescription? DelaySpread { get; init; }

    /// <summary>
    /// The delays of the synapses from a file, instead of one for all. Only for synapses without plasticity and cancellation, and without
    /// short-term plasticity that differs between the synapses of a neuron.
    /// </summary>
    public SynapseFileDescription? Delays { get; init; }

    /// <summary>
    /// Short-term plasticity: what a spike transmits depends on the spikes of its neuron before; absent: every transmitted spike adds the
    /// whole weight. Synapses that learn can have it too: rules see weights and spikes, not what a spike transmits.
    /// </summary>
    public ShortTermPlasticityDescription? ShortTermPlasticity { get; init; }

    /// <summary>How the weights learn; absent: they are fixed.</summary>
    public PlasticityDescription? Plasticity { get; init; }

    /// <summary>
    /// Factors by which the weight of fixed synapses is multiplied from given times on: each lasts until the next begins; before the first
    /// it is 1. Synapses that learn cannot have them.
    /// </summary>
    public IReadOnlyList<WeightStepDescription> WeightSteps { get; init; } = [];

    /// <summary>Amplitude of a spike, in the unit of the receptor.</summary>
    internal double Added => Weight ?? Amplitude ?? Current ?? 0;

    /// <summary>Whether synapses have delays of their own.</summary>
    internal bool HasDelays => DelaySpread is not null || Delays is not null;

    /// <summary>The longest delay that a synapse can have (s). If it is in a file, this reads the file the first time.</summary>
    /// <param name="timeStep">Time step (s).</param>
    /// <exception cref="DataFileException">The file cannot be read, or has a delay that is not possible.</exception>
    internal double LongestDelay(double timeStep) => Delays is SynapseFileDescription file
        ? From.SelectMany(from => To.Select(to => file.LongestDelay(NameOf(from, to), timeStep))).DefaultIfEmpty(0).Max()
        : Delay * Math.Max(1, DelaySpread?.Largest ?? 1);

    /// <summary>The longest delay that a synapse between two of the populations can have (s).</summary>
    /// <inheritdoc cref="LongestDelay(double)"/>
    internal double LongestDelay(string from, string to, double timeStep) =>
        Delays is null ? LongestDelay(timeStep) : (this with { From = [from], To = [to] }).LongestDelay(timeStep);

    /// <summary>Whether synapses are stored: not where one weight and delay hold for all pairs of neurons.</summary>
    internal bool IsStored => Plasticity is not null || Cancellation is not null || Weights is not null || WeightSpread is not null
        || HasDelays || ShortTermPlasticity is { DiffersBySynapse: true }
        || !(Probability == 1 || Connectivity is { IsComplete: true });

    /// <summary>Name of the projection between two populations: "input -> hidden soma-ampa".</summary>
    internal string NameOf(string from, string to) => $"{from} -> {to} {JsonNamingPolicy.KebabCaseLower.ConvertName(Receptor.ToString())}";

    /// <summary>Which weights a file may have.</summary>
    internal WeightBounds WeightBounds =>
        Plasticity is null && Receptor is (Receptor.DendriteFeedback or Receptor.SomaDelta or Receptor.SomaCurrent)
            ? new WeightBounds(double.MinValue, double.MaxValue)
        : new WeightBounds(0, Plasticity?.LargestWeight(Receptor) ?? double.MaxValue);

    /// <summary>Which neurons are connected.</summary>
    /// <param name="sources">Number of neurons of the pre-synaptic population.</param>
    internal ConnectivityDescription ConnectivityFrom(int sources) =>
        Connectivity ?? ConnectivityDescription.OfProbability(Probability ?? (MeanInDegree ?? 0) / sources);

    /// <summary>Adds what is wrong with the projection in its network.</summary>
    internal void Check(NetworkFindings findings) => ProjectionChecks.Check(findings, this);
}

/// <summary>A change of the weight of fixed synapses.</summary>
public sealed record WeightStepDescription
{
    /// <summary>Simulation time from which on delivered spikes have the new weight.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public required double From { get; init; }

    /// <summary>The weight relative to that of the projection.</summary>
    [Bounds(AtLeast = 0)]
    public required double Factor { get; init; }
}
