using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>Synapses from one population onto one receptor of another.</summary>
public abstract unsafe class Projection
{
    /// <summary>Connects two populations.</summary>
    /// <exception cref="ArgumentException">The target has no such receptor, or not one conductance for every neuron.</exception>
    protected Projection(ProjectionSettings settings, Population source, Population target)
    {
        Settings = settings;
        Source = source;
        Target = target;
        Conductances = target.Conductance(settings.Receptor);
        if (Conductances.Length != target.Size)
            throw new ArgumentException($"population {target.Name} has {target.Size} neurons, but {Conductances.Length} conductances", nameof(target));
    }

    /// <summary>Name, receptor, filter, weight and delay.</summary>
    public ProjectionSettings Settings { get; }

    /// <summary>Pre-synaptic population.</summary>
    public Population Source { get; }

    /// <summary>Post-synaptic population.</summary>
    public Population Target { get; }

    /// <summary>Who is connected to whom; null: every pair, and no synapse is stored.</summary>
    public virtual Connectivity? Connectivity => null;

    /// <summary>The conductances (or the dendritic feedback, or the potentials) that spikes are added to.</summary>
    protected AlignedArray<float> Conductances { get; }

    /// <summary>How many steps the target can take before the source takes any: the delay, and what the source knows ahead.</summary>
    public int Slack => Settings.DelaySteps + (NeedsEvents
        ? Math.Min(Source.Foresight(Settings.Transmits), Source.Foresight(SpikeFilter.Events))
        : Source.Foresight(Settings.Transmits));

    /// <summary>Whether the projection has to know the events of the source, whatever it transmits.</summary>
    protected virtual bool NeedsEvents => false;

    /// <summary>The pre-synaptic spikes that arrive in a step.</summary>
    public ReadOnlySpan<int> Arriving(int step) => Source.SpikesAt(Settings.Transmits, step - Settings.DelaySteps);

    /// <summary>The pre-synaptic events that arrive in a step, whatever is transmitted.</summary>
    protected ReadOnlySpan<int> ArrivingEvents(int step) => Source.SpikesAt(SpikeFilter.Events, step - Settings.DelaySteps);

    /// <summary>
    /// Has memory fetched that <see cref="Deliver"/> will read in a step in which listed spikes arrive. To be called before the target advances, which takes
    /// about as long as memory needs.
    /// </summary>
    /// <param name="step">The step that the target is about to take.</param>
    public virtual void Fetch(int step)
    {
    }

    /// <summary>Adds what the arriving spikes transmit to the conductances of their targets.</summary>
    /// <param name="step">The present step.</param>
    public abstract void Deliver(int step);
}

/// <summary>What a projection needs to know besides its populations and connectivity.</summary>
public sealed record ProjectionSettings
{
    /// <summary>Name, unique in the network: "input1 -> hidden1 soma-ampa".</summary>
    public required string Name { get; init; }

    /// <summary>The receptor that the synapses act on.</summary>
    public required Receptor Receptor { get; init; }

    /// <summary>Which spikes are transmitted.</summary>
    public required SpikeFilter Transmits { get; init; }

    /// <summary>Weight of every synapse at the start, in units of the leak conductance; of dendritic feedback and delta synapses the amplitude (V).</summary>
    public required double Weight { get; init; }

    /// <summary>Axonal delay in steps.</summary>
    public int DelaySteps { get; init; }
}
