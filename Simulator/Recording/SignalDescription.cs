using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Text;

namespace Spiking.Recording;

/// <summary>A quantity of a population in time bins.</summary>
internal sealed record SignalDescription
{
    /// <summary>The share of a bin's events that become bursts; and bursts of a bin, by their second spikes, over its events.</summary>
    internal const string BurstProbability = "burstProbability", BurstsPerEvent = "burstsPerEvent";

    private static readonly string[] s_rates = ["spikeRate", "eventRate", "burstRate", BurstProbability, BurstsPerEvent];

    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <summary>
    /// spikeRate, eventRate or burstRate; burstProbability (the share of the events of a bin that become bursts) or burstsPerEvent (burst
    /// rate over event rate, as the published programs estimate the burst probability: a burst counts in the bin of its second spike);
    /// somaCurrent or dendriteCurrent (injected, with that of a task and its teacher, mean over neurons and steps); or the name of a state
    /// variable (mean over neurons and steps), for example dendriteAmpa.
    /// </summary>
    public required string Quantity { get; init; }

    /// <summary>Whether the quantity is missing in a bin without events.</summary>
    internal bool NeedsEvents => Quantity is BurstProbability or BurstsPerEvent;

    /// <summary>Whether the quantity is counted in spikes.</summary>
    internal bool IsRate => s_rates.Contains(Quantity);

    /// <summary>Whether the quantity is a state variable of the neurons.</summary>
    public bool IsStateVariable => !IsRate && !InjectedCurrent.Has(Quantity);

    /// <summary>Memory that a bin of the signal takes until the end of a run (bytes): its value, and of rates four counts.</summary>
    internal int BytesPerBin => sizeof(double) + (IsRate ? 4 * sizeof(long) : 0);

    /// <summary>The signal in a table: "pyr1.eventRate".</summary>
    internal string Name => $"{Population}.{Quantity}";

    /// <summary>
    /// The heading of the signal in a table, with its unit: "pyr1.eventRate_hz", "pyr1.somaCurrent_a", "pyr1.burstProbability".
    /// </summary>
    /// <param name="model">The neuron model of the population.</param>
    internal string Heading(NeuronModelDescription model) => CsvText.Heading(Name, Unit(model));

    /// <summary>The unit of the signal, as headings of tables have it: "hz", "a", "v", "leaks" or another; empty: none.</summary>
    /// <param name="model">The neuron model of the population.</param>
    internal string Unit(NeuronModelDescription model) =>
        NeedsEvents ? "" : s_rates.Contains(Quantity) ? "hz" : InjectedCurrent.UnitOf(model, Quantity);

    // The quantities that a population of a model has. Where cells do not burst, two spikes that are close are no burst.
    private static IReadOnlyList<string> Quantities(NeuronModelDescription model, bool hasFeedback) =>
        [.. s_rates[..(model.Bursts ? s_rates.Length : 2)], .. InjectedCurrent.NamesOf(model), .. model.VariablesOf(hasFeedback)];

    /// <summary>Adds what is wrong with the signal.</summary>
    internal void Check(NetworkFindings findings)
    {
        if (!findings.IsSound(this, nameof(Population))) return;
        if (findings.UnknownPopulation(Population) is string message)
        {
            findings.Report(this, nameof(Population), message);
            return;
        }

        if (findings.ModelOf(Population) is not NeuronModelDescription model || !findings.IsSound(this, nameof(Quantity))) return;
        IReadOnlyList<string> known = Quantities(model, findings.Network.HasFeedbackOnto(Population));
        findings.Require(known.Contains(Quantity), this, [nameof(Quantity)], () =>
            $"found \"{Quantity}\", but \"{Population}\" has no such quantity; {Names.Instead(Quantity, known)}");
    }
}
