using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>Name, size, time step and seed of a population: all that is not its neuron model.</summary>
public sealed record PopulationSettings
{
    /// <summary>Name of the population; part of the key of its random numbers.</summary>
    public required string Name { get; init; }

    /// <summary>Number of neurons.</summary>
    public required int Size { get; init; }

    /// <summary>Time step (s).</summary>
    public double TimeStep { get; init; } = 1e-4;

    /// <summary>Spikes at most this far apart belong to one burst (s).</summary>
    public double BurstInterval { get; init; } = 16e-3;

    /// <summary>How bursts are told from events.</summary>
    public BurstDetection BurstDetection { get; init; } = BurstDetection.Interval;

    /// <summary>Mean of the initial somatic potential (V); null: the resting potential of the model.</summary>
    public double? InitialPotential { get; init; }

    /// <summary>Standard deviation of the initial somatic potential (V).</summary>
    public double InitialPotentialSpread { get; init; }

    /// <summary>Whether projections act on <see cref="Receptor.DendriteFeedback"/>; populations without them do no work for it.</summary>
    public bool HasDendriteFeedback { get; init; }

    /// <summary>How many steps back projections and recorders may ask for spikes.</summary>
    public int RememberedSteps { get; init; }

    /// <summary>Seed of the run.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Name of the kind of neuron model, for messages; empty: unknown.</summary>
    internal string Kind { get; init; } = "";

    /// <summary>
    /// The neurons that this process advances, if the model can advance some without the others; null: all, because no other process
    /// shares the population.
    /// </summary>
    internal NeuronRange? Share { get; init; }

    /// <summary>
    /// Random numbers for one decision of a neuron model. They depend on the seed, the population and what is given here alone, so results
    /// depend neither on threads nor on what other neurons draw.
    /// </summary>
    /// <param name="purpose">What is decided: decisions for different purposes share no random numbers.</param>
    /// <param name="neuron">Index of the neuron.</param>
    /// <param name="step">Index of the step.</param>
    public RandomStream RandomFor(string purpose, int neuron, int step) =>
        new(RandomKey.Of(Seed, RandomPurpose.OwnModel).Derive(Name).Derive(purpose).Derive((uint)neuron, (uint)step));
}
