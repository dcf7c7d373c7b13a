using Spiking.Inputs;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>The parts of a network while it is being built: populations in the order of the description, projections likewise.</summary>
internal sealed record NetworkParts(NetworkDescription Description)
{
    public List<PopulationParts> Populations { get; } = [];

    public List<Projection> Projections { get; } = [];
}

/// <summary>A population and what acts on it, while the network is being built.</summary>
internal sealed record PopulationParts(Population Population, InjectedCurrents Currents)
{
    public List<Projection> Projections { get; } = [];

    public List<WeightSchedule> WeightSchedules { get; } = [];

    public List<PoissonBackground> Background { get; } = [];

    public List<SuperposedBackground> Superposed { get; } = [];

    public List<PresynapticTrace> Traces { get; } = [];

    public List<PostsynapticAverages> Averages { get; } = [];

    public List<FeedbackAverage> FeedbackAverages { get; } = [];
}
