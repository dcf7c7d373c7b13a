using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>
/// A network that can be stepped: the clock loop. Neurons advance with the clock; synapses, traces and weights are touched by spikes only.
/// </summary>
public sealed class Network
{
    private readonly Population[] _populations;
    private readonly DrivenPopulation[] _driven;
    private readonly DrivenPopulation[][] _groups;
    private readonly Projection[] _projections;
    private readonly PlasticProjection[] _plastic;
    private readonly int? _learningOnset;

    /// <summary>Assembles a network of parts that already refer to one another.</summary>
    internal Network(NetworkParts parts)
    {
        Description = parts.Description;
        _driven = [.. parts.Populations.Select((p, i) => new DrivenPopulation(p, i))];
        _populations = [.. _driven.Select(d => d.Population)];
        _projections = [.. parts.Projections];
        _plastic = [.. parts.Projections.OfType<PlasticProjection>()];
        BlockSchedule schedule = BlockSchedule.Of(_populations, _projections);
        _groups = [.. schedule.Groups.Select(group => group.Select(i => _driven[i]).ToArray())];
        BlockSteps = schedule.Steps;
        if (Description.LearningOnset is double onset) _learningOnset = Steps(onset);
    }

    /// <summary>The description that the network was built from.</summary>
    public NetworkDescription Description { get; }

    /// <summary>The populations, in the order of the description.</summary>
    public IReadOnlyList<Population> Populations => _populations;

    /// <summary>The projections, in the order of the description.</summary>
    public IReadOnlyList<Projection> Projections => _projections;

    /// <summary>The projections that learn.</summary>
    public IReadOnlyList<PlasticProjection> PlasticProjections => _plastic;

    /// <summary>Time step (s).</summary>
    public double TimeStep => Description.TimeStep;

    /// <summary>Number of steps taken.</summary>
    public int StepsTaken { get; private set; }

    /// <summary>Simulated time so far (s).</summary>
    public double Time => StepsTaken * TimeStep;

    /// <summary>Whether weights change. Traces and averages run in any case.</summary>
    public bool Learning { get; set; }

    /// <summary>Hash of all spikes so far: equal for two runs only if every spike is equal.</summary>
    public ulong SpikesHash
    {
        get
        {
            Fingerprint all = Fingerprint.Empty;
            foreach (DrivenPopulation driven in _driven) all.Add(driven.SpikesHash);
            return all.Value;
        }
    }

    /// <summary>The largest number of steps that every population takes at a time. The spikes of that many last steps can be asked for.</summary>
    public int BlockSteps { get; }

    /// <summary>The population of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such population.</exception>
    public Population Population(string name) =>
        Array.Find(_populations, p => p.Name == name) ?? throw new KeyNotFoundException($"no population is called '{name}'");

    /// <summary>The longest run in steps: sums of two numbers of steps do not overflow.</summary>
    public const int MostSteps = 1 << 30;

    /// <summary>Number of time steps in a duration (s), rounded; <see cref="MostSteps"/> if it is longer, which no run reaches.</summary>
    public int Steps(double duration) => (int)Math.Min(TimeGrid.Steps(duration, TimeStep), MostSteps);

    /// <summary>Takes one time step.</summary>
    public void Step() => Advance(1);

    /// <summary>
    /// Takes a number of time steps, population by population in blocks of steps as long as their delays allow: the results are those of
    /// single steps, bit for bit. The order within a step: neurons advance and spike; then the spikes arrive.
    /// </summary>
    public void Advance(int steps)
    {
        int end = checked(StepsTaken + steps);
        while (StepsTaken < end)
        {
            int first = StepsTaken, last = Math.Min(end, first + BlockSteps);
            if (first == _learningOnset) Learning = true;
            else if (first < _learningOnset && last > _learningOnset) last = _learningOnset.Value;
            foreach (DrivenPopulation[] group in _groups)
                for (int step = first; step < last; step++) Take(group, step);
            StepsTaken = last;
        }
    }

    private void Take(DrivenPopulation[] group, int step)
    {
        foreach (DrivenPopulation population in group) population.Advance(step);
        foreach (DrivenPopulation population in group) population.Receive(step, Learning);
    }
}
