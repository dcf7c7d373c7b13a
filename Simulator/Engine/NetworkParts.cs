using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>
/// The parts of a network while it is being built: populations, projections and learners, each in the order of the description.
/// </summary>
internal sealed record NetworkParts(NetworkDescription Description)
{
    public List<PopulationParts> Populations { get; } = [];

    public List<Projection> Projections { get; } = [];

    public List<Learner> Learners { get; } = [];

    /// <summary>Sentences that a person who runs the network should read, mostly none.</summary>
    public List<string> Notes { get; } = [];
}

/// <summary>A population and what acts on it, while the network is being built.</summary>
internal sealed record PopulationParts(Population Population, InjectedCurrents Currents, IReadOnlyList<BackgroundNoise> Background)
{
    public List<Projection> Projections { get; } = [];

    public List<Learner> Learners { get; } = [];

    public SharedTraces Traces { get; } = new();
}
