using Spiking.Inputs;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>The parts of a network while it is being built.</summary>
internal sealed record NetworkParts(NetworkDescription Description)
{
    public List<Population> Populations { get; } = [];

    public List<Projection> Projections { get; } = [];

    public List<WeightSchedule> WeightSchedules { get; } = [];

    public List<PoissonBackground> Background { get; } = [];

    public List<InjectedCurrents> Currents { get; } = [];

    public List<PresynapticTrace> Traces { get; } = [];

    public List<PostsynapticAverages> Averages { get; } = [];
}
