using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Quantities;
using Spiking.Synapses;
using Spiking.Text;

namespace Spiking.Engine;

/// <summary>Builds a network from its description.</summary>
internal sealed class NetworkBuilder
{
    private readonly NetworkDescription _description;
    private readonly NetworkParts _parts;
    private readonly Dictionary<string, PopulationParts> _populations = [];
    private readonly Dictionary<(string From, string To, Receptor Receptor), uint> _parallel = [];
    private readonly IProcesses? _processes;

    private NetworkBuilder(NetworkDescription description, IProcesses? processes)
    {
        (_description, _processes) = (description, processes);
        _parts = new NetworkParts(description);
    }

    /// <summary>Checks a description as a file is checked, and builds the network: populations, background, projections.</summary>
    /// <exception cref="NetworkFileException">The description has mistakes: all of them are listed.</exception>
    /// <exception cref="SimulationException">The network does not fit into the memory of the machine.</exception>
    /// <param name="description">The description.</param>
    /// <param name="processes">
    /// The processes that share the network (<see cref="Sharing.Require"/>), all of which build it; null: this one is alone.
    /// </param>
    public static Network Build(NetworkDescription description, IProcesses? processes = null)
    {
        DescriptionCheck.Require(description);
        MemoryCheck.Require(description);
        NetworkBuilder builder = new(description, processes);
        try
        {
            builder.AddAll();
        }
        catch (NeuronModelException e)
        {
            throw new SimulationException(e.Message, e);
        }

        builder.NoteStillWeights();
        return new Network(builder._parts, processes);
    }

    private void AddAll()
    {
        foreach ((string name, PopulationDescription population) in _description.Populations) AddPopulation(name, population);
        for (int index = 0; index < _description.Projections.Count; index++)
        {
            foreach (string from in _description.Projections[index].From)
                foreach (string to in _description.Projections[index].To)
                    AddProjection(index, from, to);
        }
    }

    /// <summary>The mean number of synapses of a projection between two populations.</summary>
    public static double Synapses(NetworkDescription network, ProjectionDescription projection, string from, string to)
    {
        PairSize size = SizeOf(network, projection, from, to);
        return projection.ConnectivityFrom(size.Sources).SynapsesOf(size);
    }

    /// <summary>The sizes of two populations that are connected.</summary>
    private static PairSize SizeOf(NetworkDescription network, ProjectionDescription projection, string from, string to) =>
        new(network.Populations[from].Size, network.Populations[to].Size, from == to, projection.NameOf(from, to));

    /// <summary>Name of a projection between two populations.</summary>
    public static string ProjectionName(ProjectionDescription projection, string from, string to) =>
        projection.NameOf(from, to);

    // Who describes a rule and forgets to turn it on would look for the reason in the rule.
    private void NoteStillWeights()
    {
        if (_description.LearningOnset is not null || _description.Task is not null) return;
        string[] still = [.. _parts.Learners.Where(learner => !learner.HasOwnTimes).Select(learner => learner.Projection.Settings.Name)];
        if (still.Length == 0) return;
        _parts.Notes.Add($"nothing turns plasticity on (the network has neither a learningOnset nor a task), so the weights of "
            + $"{Names.All(still)} stay as they are.");
    }

    private void AddPopulation(string name, PopulationDescription description)
    {
        NeuronRange? share = _processes is not null && Sharing.IsPossible(_description, name)
            ? NeuronRange.PartOf(description.Size, _processes.Rank, _processes.Count)
            : null;
        NeuronModelDescription model = _description.NeuronModels[description.Neuron];
        string place = NodePath.OfKey(NodePath.OfKey(null, "neuronModels"), description.Neuron).ToString();
        Population population = new AddedPart(place, model).Created(() => PopulationFactory.Create(
            model,
            new PopulationSettings
            {
                Name = name,
                Kind = Kinds.NameOf(model),
                Size = description.Size,
                TimeStep = _description.TimeStep,
                BurstInterval = _description.BurstInterval,
                BurstDetection = _description.BurstDetection,
                InitialPotential = description.InitialPotential,
                InitialPotentialSpread = description.InitialPotentialSpread,
                RememberedSteps = Steps(LongestDelay(_description, name)) + BlockSchedule.MostSteps - (share is null ? 1 : 0),
                HasDendriteFeedback = _description.HasFeedbackOnto(name),
                Seed = _description.Seed,
                Share = share,
            }));
        RequireVariables(model, population);
        PopulationParts parts = new(
            population, new InjectedCurrents(population, description.Currents, Checked),
            BackgroundNoise.Create(population, description.Background));
        _populations.Add(name, parts);
        _parts.Populations.Add(parts);

        CurrentCourse? Checked(int index)
        {
            CurrentDescription current = description.Currents[index];
            return AddedPart.IsForeign(current)
                ? new CheckedCurrent(current, AddedPart.OfCurrent(name, index, current), _description.TimeStep)
                : null;
        }
    }

    // Models of other assemblies can list a variable that their cells do not have, or give arrays of another length.
    private static void RequireVariables(NeuronModelDescription model, Population population)
    {
        foreach (Receptor receptor in model.Receptors)
            if (receptor != Receptor.DendriteFeedback || population.Settings.HasDendriteFeedback) population.ConductanceOfEach(receptor);
        foreach (string name in model.VariablesOf(population.Settings.HasDendriteFeedback))
        {
            if (population.HasVariable(name)) continue;
            throw new SimulationException(
                $"the neuron model \"{Kinds.NameOf(model)}\" of population \"{population.Name}\" lists the state variable \"{name}\", but "
                + $"{population.GetType().Name.Split('`')[0]} does not add it (AddState).");
        }
    }

    private void AddProjection(int index, string from, string to)
    {
        ProjectionDescription description = _description.Projections[index];
        Population source = _populations[from].Population, target = _populations[to].Population;
        ProjectionSettings settings = new()
        {
            Name = ProjectionName(description, from, to),
            Receptor = description.Receptor,
            Transmits = description.Transmits,
            Weight = description.Weights is not null ? 1 : description.Added,
            DelaySteps = DelaySteps(description),
        };
        PairSize size = SizeOf(_description, description, from, to);
        ConnectivityDescription connectivity = description.ConnectivityFrom(size.Sources);
        RandomKey key = ProjectionKey(RandomPurpose.Connectivity, from, to, description.Receptor, out uint occurrence);
        Connectivity Connect() =>
            Connected(AddedPart.OfProjection(index, nameof(description.Connectivity), connectivity), connectivity, key, size);
        RandomKey KeyOf(RandomPurpose purpose) => ProjectionKey(purpose, from, to, description.Receptor, occurrence);

        // By what the weight of the settings is multiplied at every synapse.
        AlignedArray<float>? FactorsOf(Connectivity synapses) =>
            description.Weights is SynapseFileDescription file ? file.Weights(synapses, size, description.WeightBounds)
            : description.WeightSpread is SpreadDescription spread ? SynapseValues.Factors(KeyOf(RandomPurpose.Weights), synapses, spread)
            : null;
        (Projection projection, Learner? learner) = description.Plasticity is PlasticityDescription plasticity
            ? Plastic(index, settings, source, target, Connect(), plasticity, KeyOf, FactorsOf)
            : description.Cancellation is not null
            ? description.Cancellation.Create(settings, source, target, Connect(), _populations[to].Traces)
            : (Fixed(index, settings, source, target, description.IsStored ? Connect() : null, KeyOf, FactorsOf), null);
        projection.IsListed = AddedPart.IsForeign(connectivity);
        _parts.Projections.Add(projection);
        _populations[to].Projections.Add(projection);
        if (learner is null) return;
        _parts.Learners.Add(learner);
        _populations[to].Learners.Add(learner);
    }

    private Connectivity Connected(AddedPart part, ConnectivityDescription connectivity, RandomKey key, PairSize size)
    {
        try
        {
            Connectivity synapses = connectivity.Create(key, size);
            if (AddedPart.IsForeign(connectivity)
                && part.Miscount(connectivity.SynapsesOf(size), synapses.Count, size.Projection) is string note) _parts.Notes.Add(note);
            return synapses;
        }
        catch (ConnectivityException e)
        {
            throw part.Failure(e.Message);
        }
        catch (Exception e)
        {
            AddedPart.NotePlace(e, part.ToString());
            throw;
        }
    }

    // Who is connected to whom depends on what a projection connects, not on its place in the file or on what it transmits: adding a
    // projection leaves the others as they were. Several alike are told apart by their order. The same holds for weights and delays.
    private RandomKey ProjectionKey(RandomPurpose purpose, string from, string to, Receptor receptor, out uint occurrence)
    {
        occurrence = _parallel.GetValueOrDefault((from, to, receptor));
        _parallel[(from, to, receptor)] = occurrence + 1;
        return ProjectionKey(purpose, from, to, receptor, occurrence);
    }

    private RandomKey ProjectionKey(RandomPurpose purpose, string from, string to, Receptor receptor, uint occurrence) =>
        RandomKey.Of(_description.Seed, purpose).Derive(from).Derive(to).Derive((uint)receptor, occurrence);

    private (Projection Projection, Learner Learner) Plastic(
        int index,
        ProjectionSettings settings,
        Population source,
        Population target,
        Connectivity connectivity,
        PlasticityDescription plasticity,
        Func<RandomPurpose, RandomKey> keyOf,
        Func<Connectivity, AlignedArray<float>?> factorsOf)
    {
        ProjectionDescription description = _description.Projections[index];
        WeightedProjection projection = new(settings, source, target, connectivity,
            ShortTerm(index, settings.Name, source, connectivity, keyOf), description.ShortTermPlasticity is { DiffersBySynapse: true },
            plasticity.ChangesLate);
        if (factorsOf(connectivity) is AlignedArray<float> factors)
        {
            for (int k = 0; k < connectivity.Count; k++)
                projection.Begin(k, (float)Math.Min(settings.Weight * factors.Span[k], plasticity.LargestWeight(settings.Receptor)));
        }

        AddedPart part = AddedPart.OfProjection(index, nameof(description.Plasticity), plasticity);
        Learner learner = part.Created(() => plasticity.Create(new LearningContext(projection, _populations[target.Name].Traces)));
        learner.Kind = Kinds.NameOf(plasticity);
        return (projection, learner);
    }

    private ShortTermSynapses? ShortTerm(
        int index, string projection, Population source, Connectivity? connectivity, Func<RandomPurpose, RandomKey> keyOf)
    {
        if (_description.Projections[index].ShortTermPlasticity is not ShortTermPlasticityDescription plasticity) return null;
        AddedPart part = AddedPart.OfProjection(index, nameof(ProjectionDescription.ShortTermPlasticity), plasticity);
        ShortTermSynapses synapses = part.Created(() => plasticity.Create(source, connectivity));
        (synapses.Key, synapses.Kind) = (keyOf(RandomPurpose.Transmission), Kinds.NameOf(plasticity));
        return AddedPart.IsForeign(synapses) ? new CheckedSynapses(synapses, part, projection, source) : synapses;
    }

    /// <summary>Synapses that do not learn; without a connectivity, between all pairs.</summary>
    private UniformProjection Fixed(
        int index,
        ProjectionSettings settings,
        Population source,
        Population target,
        Connectivity? connectivity,
        Func<RandomPurpose, RandomKey> keyOf,
        Func<Connectivity, AlignedArray<float>?> factorsOf)
    {
        ProjectionDescription description = _description.Projections[index];
        ShortTermSynapses? shortTerm = ShortTerm(index, settings.Name, source, connectivity, keyOf);
        AlignedArray<float>? factors = connectivity is null ? null : factorsOf(connectivity);
        AlignedArray<ushort>? delays = connectivity is null || !description.HasDelays
            ? null
            : Delays(description, SizeOf(_description, description, source.Name, target.Name), connectivity, keyOf);
        (int, int)? range = delays is null ? null : UniformProjection.RangeOf(delays, settings);
        if (connectivity is not null && target.IsShared)
        {
            // What a synapse has of its own is drawn for all of them, so that it does not depend on who holds which.
            connectivity = connectivity.Onto(target.Own, out AlignedArray<int> kept);
            (factors, delays) = (Kept(factors, kept), Kept(delays, kept));
        }

        UniformProjection projection = UniformProjection.Create(
            settings, source, target, connectivity, delays, range, factors, shortTerm,
            description.ShortTermPlasticity is { DiffersBySynapse: true });
        if (description.WeightSteps.Count > 0)
        {
            _populations[target.Name].Traces.Add(projection.Follow(
                [.. description.WeightSteps.Select(change => (Steps(change.From), change.Factor * settings.Weight))]));
        }

        return projection;
    }

    private static AlignedArray<T>? Kept<T>(AlignedArray<T>? values, AlignedArray<int> kept)
        where T : unmanaged
    {
        if (values is null) return null;
        AlignedArray<T> some = new(kept.Length);
        for (int k = 0; k < kept.Length; k++) some.Span[k] = values.Span[kept.Span[k]];
        return some;
    }

    private AlignedArray<ushort> Delays(
        ProjectionDescription description, PairSize size, Connectivity connectivity, Func<RandomPurpose, RandomKey> keyOf) =>
        description.Delays?.Delays(connectivity, size, new DelayBounds(_description.TimeStep))
        ?? SynapseValues.Delays(
            keyOf(RandomPurpose.Delays), connectivity, description.DelaySpread!, description.Delay / _description.TimeStep,
            Steps(description.LongestDelay(_description.TimeStep)));

    private int DelaySteps(ProjectionDescription projection) => Steps(projection.Delay);

    // What comes after the end of the longest run never comes.
    private int Steps(double time) => TimeGrid.StepsOfRun(time, _description.TimeStep);

    /// <summary>The longest axonal delay of a population (s), whose spikes are remembered for as long.</summary>
    internal static double LongestDelay(NetworkDescription network, string population) => network.Projections
        .Where(p => p.From.Contains(population)).Select(p => p.LongestDelay(network.TimeStep)).DefaultIfEmpty(0).Max();
}
