using Spiking.Files;
using Spiking.Quantities;
using Spiking.Inputs;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>Builds a network from its description.</summary>
public sealed class NetworkBuilder
{
    private readonly NetworkDescription _description;
    private readonly NetworkParts _parts;
    private readonly Dictionary<string, PopulationParts> _populations = [];
    private readonly Dictionary<(string From, string To, Receptor Receptor), uint> _parallel = [];
    private readonly Dictionary<(string From, string To, double Time, int Delay), PresynapticTrace> _traces = [];
    private readonly Dictionary<(string, double, double, double), PostsynapticAverages> _averages = [];
    private readonly Dictionary<(string Population, double Time), FeedbackAverage> _feedbackAverages = [];

    private NetworkBuilder(NetworkDescription description)
    {
        _description = description;
        _parts = new NetworkParts(description);
    }

    /// <summary>Checks a description as a file is checked, and builds the network: populations, background, projections.</summary>
    /// <exception cref="NetworkFileException">The description has mistakes: all of them are listed.</exception>
    /// <exception cref="SimulationException">The network does not fit into the memory of the machine.</exception>
    public static Network Build(NetworkDescription description)
    {
        DescriptionCheck.Require(description);
        MemoryCheck.Require(description);
        NetworkBuilder builder = new(description);
        foreach ((string name, PopulationDescription population) in description.Populations) builder.AddPopulation(name, population);
        foreach (ProjectionDescription projection in description.Projections)
        {
            foreach (string from in projection.From)
                foreach (string to in projection.To)
                    builder.AddProjection(projection, from, to);
        }

        return new Network(builder._parts);
    }

    /// <summary>Probability with which a pair of neurons of two populations is connected.</summary>
    public static double ConnectionProbability(NetworkDescription network, ProjectionDescription projection, string from) =>
        projection.Probability ?? (projection.MeanInDegree ?? 0) / network.Populations[from].Size;

    /// <summary>Name of a projection between two populations.</summary>
    public static string ProjectionName(ProjectionDescription projection, string from, string to) =>
        $"{from} -> {to} {CompartmentOf(projection.Receptor)}";

    private void AddPopulation(string name, PopulationDescription description)
    {
        Population population = PopulationFactory.Create(
            _description.NeuronModels[description.Neuron],
            new PopulationSettings
            {
                Name = name,
                Size = description.Size,
                TimeStep = _description.TimeStep,
                BurstInterval = _description.BurstInterval,
                BurstDetection = _description.BurstDetection,
                InitialPotentialSpread = description.InitialPotentialSpread,
                RememberedSteps = Steps(LongestDelay(_description, name)) + BlockSchedule.MostSteps - 1,
                HasDendriteFeedback = _description.Projections.Any(p => p.Receptor == Receptor.DendriteFeedback && p.To.Contains(name)),
                Seed = _description.Seed,
            });
        PopulationParts parts = new(population, new InjectedCurrents(population, description.Currents));
        _populations.Add(name, parts);
        _parts.Populations.Add(parts);
        foreach (IGrouping<Receptor, BackgroundDescription> same in description.Background.GroupBy(b => b.Receptor))
        {
            int occurrence = 0;
            foreach (BackgroundDescription b in same)
            {
                double added = b.Weight ?? b.Amplitude ?? 0;
                if (b.Sources == 1)
                    parts.Background.AddRange(PoissonBackground.Create(population, b.Receptor, b.Rate, added, occurrence));
                else
                    parts.Superposed.AddRange(SuperposedBackground.Create(population, b.Receptor, b.Sources, b.Rate, added, occurrence));
                occurrence++;
            }
        }
    }

    private void AddProjection(ProjectionDescription description, string from, string to)
    {
        Population source = _populations[from].Population, target = _populations[to].Population;
        ProjectionSettings settings = new()
        {
            Name = ProjectionName(description, from, to),
            Receptor = description.Receptor,
            Transmits = description.Transmits,
            Weight = description.Weight ?? description.Amplitude ?? 0,
            DelaySteps = DelaySteps(description),
        };
        double probability = ConnectionProbability(_description, description, from);
        RandomKey key = ConnectivityKey(from, to, description.Receptor);
        Connectivity Connect() => Connectivity.Random(key, source.Size, target.Size, probability, excludeSelf: from == to);
        Projection projection = description.Plasticity is PlasticityDescription plasticity
            ? Plastic(settings, source, target, Connect(), plasticity)
            : description.Cancellation is CancellationDescription cancellation
            ? Cancelling(settings, source, target, Connect(), cancellation)
            : Uniform(description, settings, source, target, probability == 1 ? null : Connect());
        _parts.Projections.Add(projection);
        _populations[to].Projections.Add(projection);
    }

    // Who is connected to whom depends on what a projection connects, not on its place in the file or on what it transmits: adding a
    // projection leaves the others as they were. Several alike are told apart by their order.
    private RandomKey ConnectivityKey(string from, string to, Receptor receptor)
    {
        uint occurrence = _parallel.GetValueOrDefault((from, to, receptor));
        _parallel[(from, to, receptor)] = occurrence + 1;
        return RandomKey.Of(_description.Seed, RandomPurpose.Connectivity).Derive(from).Derive(to).Derive((uint)receptor, occurrence);
    }

    private Projection Cancelling(
        ProjectionSettings settings, Population source, Population target, Connectivity connectivity, CancellationDescription cancellation)
    {
        if (cancellation.Learning is not CancellationLearning learning)
            return new CancellingFeedback(settings, source, target, connectivity, cancellation.BurstProbability);
        if (!_feedbackAverages.TryGetValue((target.Name, learning.AveragingTime), out FeedbackAverage? average))
        {
            average = new FeedbackAverage(target, learning.AveragingTime);
            _feedbackAverages.Add((target.Name, learning.AveragingTime), average);
            _populations[target.Name].FeedbackAverages.Add(average);
        }

        return new LearnedCancellation(
            settings, source, target, connectivity, average,
            (learning.Rate, Steps(learning.From), learning.Until is double until ? Steps(until) : int.MaxValue),
            cancellation.BurstProbability ?? 0);
    }

    /// <summary>Synapses that do not learn; without a connectivity, between all pairs.</summary>
    private UniformProjection Uniform(
        ProjectionDescription description, ProjectionSettings settings, Population source, Population target, Connectivity? connectivity)
    {
        TsodyksMarkramSynapses? shortTerm = description.ShortTermPlasticity is ShortTermPlasticityDescription s
            ? new TsodyksMarkramSynapses(
                new TsodyksMarkramParameters(
                    s.Utilization,
                    s.FacilitationIncrement ?? s.Utilization,
                    s.RecoveryTime,
                    s.FacilitationTime,
                    s.InitialUtilization ?? s.Utilization),
                source.Size,
                _description.TimeStep)
            : null;
        UniformProjection projection = connectivity is null
            ? new AllToAllProjection(settings, source, target, shortTerm)
            : new StaticProjection(settings, source, target, connectivity, shortTerm);
        if (description.WeightSteps.Count > 0)
        {
            _populations[target.Name].WeightSchedules.Add(new WeightSchedule(projection,
                [.. description.WeightSteps.Select(change => (Steps(change.From), change.Factor * settings.Weight))]));
        }

        return projection;
    }

    private PlasticProjection Plastic(
        ProjectionSettings settings, Population source, Population target, Connectivity connectivity, PlasticityDescription plasticity)
    {
        HomeostasisDescription? homeostasis = plasticity.Homeostasis;
        BurstCcnRule? constant = plasticity as BurstCcnRule;
        BurstDependentRule rule = new()
        {
            LearningRate = plasticity.LearningRate,
            ConstantBaseline = constant is null ? null : constant.BaselineBurstProbability ?? double.NaN,
            BaselineShift = constant?.BaselineShift ?? 0,
            MaximumRate = homeostasis?.MaximumRate ?? double.PositiveInfinity,
        };
        return new PlasticProjection(
            settings,
            source,
            Averages(target, plasticity.AveragingTime, homeostasis ?? new HomeostasisDescription()),
            Trace(source, target, plasticity.PresynapticTraceTime, settings.DelaySteps),
            connectivity,
            rule,
            plasticity.MaximumWeight,
            homeostasis?.MinimumRate ?? 0);
    }

    // Projections between the same populations with the same time constant share one trace; likewise the averages of a population.
    private PresynapticTrace Trace(Population source, Population target, double time, int delaySteps)
    {
        (string, string, double, int) key = (source.Name, target.Name, time, delaySteps);
        if (_traces.TryGetValue(key, out PresynapticTrace? trace)) return trace;
        trace = new PresynapticTrace(source, delaySteps, time);
        _traces.Add(key, trace);
        _populations[target.Name].Traces.Add(trace);
        return trace;
    }

    private PostsynapticAverages Averages(Population target, double averagingTime, HomeostasisDescription slow)
    {
        (string, double, double, double) key = (target.Name, averagingTime, slow.SlowAveragingTime, slow.SlowAverageStart);
        if (_averages.TryGetValue(key, out PostsynapticAverages? averages)) return averages;
        averages = new PostsynapticAverages(target, averagingTime, slow.SlowAveragingTime, slow.SlowAverageStart);
        _averages.Add(key, averages);
        _populations[target.Name].Averages.Add(averages);
        return averages;
    }

    private int DelaySteps(ProjectionDescription projection) => Steps(projection.Delay);

    // What comes after the end of the longest run never comes.
    private int Steps(double time) => (int)Math.Min(TimeGrid.Steps(time, _description.TimeStep), TimeGrid.MostSteps);

    /// <summary>The longest axonal delay of a population (s), whose spikes are remembered for as long.</summary>
    internal static double LongestDelay(NetworkDescription network, string population) => network.Projections
        .Where(p => p.From.Contains(population)).Select(p => p.Delay).DefaultIfEmpty(0).Max();

    private static string CompartmentOf(Receptor receptor) => receptor switch
    {
        Receptor.SomaAmpa => "soma-ampa",
        Receptor.SomaGaba => "soma-gaba",
        Receptor.DendriteAmpa => "dendrite-ampa",
        Receptor.DendriteFeedback => "dendrite-feedback",
        Receptor.DendriteGaba => "dendrite-gaba",
        Receptor.SomaDelta => "soma-delta",
        _ => throw new ArgumentOutOfRangeException(nameof(receptor), receptor, "there is no such receptor."),
    };
}
