using System.Globalization;
using System.Runtime.ExceptionServices;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;
using Spiking.Text;

namespace Spiking.Engine;

/// <summary>
/// A network that can be stepped: the clock loop. Neurons advance with the clock; synapses, traces and weights are touched by spikes only.
/// </summary>
public sealed class Network : IHasState
{
    // Simulated time (s) between two looks at whether all states are finite.
    private const double CheckInterval = 1;

    private readonly Population[] _populations;
    private readonly DrivenPopulation[] _driven;
    private readonly WorkPlan _plan;
    private readonly Action<int> _takeShare;
    private readonly Projection[] _projections;
    private readonly Learner[] _learners;
    private readonly IDrawnAhead[] _noise;
    private readonly int? _learningOnset;
    private readonly SpikeExchange? _exchange;
    private readonly DataFileHashes _dataFiles;
    private int _nextCheck;
    private Crew? _crew;

    // The groups of every round by thread; those of the round and the steps that are being taken.
    private PopulationGroup[][][] _rounds;

    // Whether some round has work for several threads. If none has, it is the rounds that keep the others awake, to draw noise.
    private bool _sideBySide;
    private PopulationGroup[][] _share = [];
    private (int First, int End) _block;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Assembles a network of parts that already refer to one another.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="processes">The processes that share its populations; null: this one is alone.</param>
    internal Network(NetworkParts parts, IProcesses? processes = null)
    {
        (Description, Notes) = (parts.Description, parts.Notes);
        _dataFiles = new DataFileHashes(Description);
        _driven = [.. parts.Populations.Select((p, i) => new DrivenPopulation(p, i))];
        _populations = [.. _driven.Select(d => d.Population)];
        _projections = [.. parts.Projections];
        _learners = [.. parts.Learners];
        _noise = [.. parts.Populations.SelectMany(p => p.Background).OfType<IDrawnAhead>()];
        int most = _projections.Where(p => p.Source.IsShared).Select(p => p.Slack).Append(BlockSchedule.MostSteps).Min();
        BlockSchedule schedule = BlockSchedule.Of(_populations, _projections, most);
        _plan = new WorkPlan(schedule, _driven);
        _rounds = _plan.Divide(1);
        _takeShare = TakeShare;
        if (processes is not null) _exchange = new SpikeExchange(processes, _driven);
        BlockSteps = _exchange?.ShortestBlock(schedule.Steps, HashOfDescription()) ?? schedule.Steps;
        _nextCheck = Math.Max(1, Steps(CheckInterval));
        if (Description.LearningOnset is double onset) _learningOnset = Steps(onset);
    }

    /// <summary>The description that the network was built from.</summary>
    public NetworkDescription Description { get; }

    /// <summary>The populations, in the order of the description.</summary>
    public IReadOnlyList<Population> Populations => _populations;

    /// <summary>The projections, in the order of the description.</summary>
    public IReadOnlyList<Projection> Projections => _projections;

    /// <summary>The learners of the projections that have one, in the order of the projections.</summary>
    public IReadOnlyList<Learner> Learners => _learners;

    /// <summary>Sentences that a person who runs the network should read, mostly none.</summary>
    internal IReadOnlyList<string> Notes { get; }

    /// <summary>Time step (s).</summary>
    public double TimeStep => Description.TimeStep;

    /// <summary>Number of steps taken.</summary>
    public int StepsTaken { get; private set; }

    /// <summary>Simulated time so far (s).</summary>
    public double Time => TimeOf(StepsTaken);

    /// <summary>
    /// The time of a number of steps (s) as tables have it: the double nearest to their decimal product. Step k begins at
    /// <c>TimeOf(k)</c>.
    /// </summary>
    /// <param name="steps">A number of steps; half a step more is the middle of a step.</param>
    public double TimeOf(double steps) => TimeGrid.Time(steps, TimeStep);

    /// <summary>Whether weights change, except those whose learners have times of their own. Traces and averages run in any case.</summary>
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

    /// <summary>Hash of the weights of all learners: equal for two runs only if every weight is equal.</summary>
    public ulong WeightsHash
    {
        get
        {
            Fingerprint all = Fingerprint.Empty;
            foreach (Learner learner in _learners) all.Add(learner.Projection.WeightsOfConnectivity());
            return all.Value;
        }
    }

    /// <summary>
    /// The largest number of steps that every population takes at a time. The spikes of that many last steps can be asked for.
    /// </summary>
    public int BlockSteps { get; }

    /// <summary>The population of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such population.</exception>
    public Population Population(string name) =>
        Array.Find(_populations, p => p.Name == name) ?? throw new KeyNotFoundException(
            $"no population is called {Names.Unknown(name, [.. _populations.Select(population => population.Name)])}");

    /// <summary>
    /// Injects a current into the soma of every neuron of a population from the next step on, on top of the currents of its description:
    /// how a task shows something to its network.
    /// </summary>
    /// <param name="population">A population of this network.</param>
    /// <param name="current">The current (A), at most 1 A in size; 0 ends the stimulus.</param>
    /// <exception cref="ArgumentException">The population is not one of this network, or there is no such current.</exception>
    public void Stimulate(Population population, double current)
    {
        ArgumentNullException.ThrowIfNull(population);

        // Of a NaN every comparison is false.
        double largest = ValueRange.Of(Dimension.Current).Largest;
        if (!(Math.Abs(current) <= largest))
            throw new ArgumentOutOfRangeException(nameof(current), current, $"a current is a number from {-largest} to {largest} A.");
        int index = Array.IndexOf(_populations, population);
        if (index < 0) throw new ArgumentException($"the population {population.Name} is not one of this network.", nameof(population));
        _driven[index].Currents.Stimulus = current;
    }

    /// <summary>The longest run in steps.</summary>
    public const int MostSteps = TimeGrid.MostSteps;

    /// <summary>Number of time steps in a duration (s), rounded; <see cref="MostSteps"/> if it is longer, which no run reaches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is no number.</exception>
    public int Steps(double duration) => !double.IsNaN(duration) ? TimeGrid.StepsOfRun(duration, TimeStep)
        : throw new ArgumentOutOfRangeException(nameof(duration), duration, "a time in seconds is needed.");

    /// <summary>The number of steps that will have been taken after some more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than none.</exception>
    /// <exception cref="SimulationException">A run cannot have so many.</exception>
    internal int After(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        return steps <= MostSteps - StepsTaken ? StepsTaken + steps : throw new SimulationException(string.Create(
            CultureInfo.InvariantCulture,
            $"after {StepsTaken} steps {steps} more are asked for, but a run has at most {MostSteps}: {MostSteps * TimeStep:G6} s with "
            + $"this time step. A longer time step helps, or a run that begins with the state of this one."));
    }

    /// <summary>Takes one time step.</summary>
    public void Step() => Advance(1);

    /// <summary>
    /// Threads that take the steps: populations that do not wait for one another go side by side, and those that do follow one another
    /// closely. Null: the caller's thread alone. Results do not depend on it.
    /// </summary>
    internal Crew? Crew
    {
        get => _crew;
        set
        {
            (_crew, _rounds) = (value, _plan.Divide(value?.Threads ?? 1));
            _sideBySide = _rounds.Any(round => round.Length > 1);
            if (value is null) return;
            foreach (IDrawnAhead noise in _noise) noise.AllowDrawingAhead();
        }
    }

    /// <summary>
    /// The largest number of threads that have something to do side by side: no more than populations, but at least one more than the
    /// caller's for the background noise of the steps to come.
    /// </summary>
    public int MostThreads => Math.Max(_plan.MostThreads, _noise.Length > 0 ? 2 : 1);

    /// <summary>
    /// Draws a piece of the background noise of steps to come, if there is one to be drawn: for threads that wait for others. Only with a
    /// <see cref="Crew"/>.
    /// </summary>
    internal bool DrawNoiseAhead()
    {
        foreach (IDrawnAhead noise in _noise)
            if (noise.DrawAhead()) return true;
        return false;
    }

    /// <summary>
    /// Takes a number of time steps, population by population in blocks of steps as long as their delays allow: the results are those of
    /// single steps, bit for bit. The order within a step: neurons advance and spike; then the spikes arrive.
    /// </summary>
    /// <exception cref="NonFiniteStateException">A state variable is not finite: this is looked at once per simulated second.</exception>
    /// <exception cref="Exception">
    /// A part of the network has failed, now or in an earlier call: from a block that is half taken nothing can go on.
    /// </exception>
    public void Advance(int steps)
    {
        _failure?.Throw();
        int end = After(steps);
        if (_exchange is { Leads: true }) _exchange.Announce(steps);
        try
        {
            AdvanceTo(end);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    /// <summary>Takes the steps that the first of several processes takes, until it has taken the last.</summary>
    /// <returns>What is wrong with the state of the neurons of this process at the end; null: nothing.</returns>
    /// <exception cref="NonFiniteStateException">A state variable of a neuron of this process is not finite in between.</exception>
    internal NonFiniteStateException? Follow()
    {
        if (_exchange is null or { Leads: true }) throw new InvalidOperationException("there is no other process to follow.");
        while (_exchange.Await() is int steps and > 0) Advance(steps);
        NonFiniteStateException? failure = null;
        try
        {
            RequireFiniteState();
        }
        catch (NonFiniteStateException e)
        {
            failure = e;
        }

        _exchange.FirstFailure(failure is not null);
        return failure;
    }

    /// <summary>Says to the other processes, if there are any, that the last step has been taken.</summary>
    /// <exception cref="SimulationException">A process has found a state that is not finite.</exception>
    internal void EndSharing()
    {
        if (_exchange is null) return;
        _exchange.Announce(0);
        if (_exchange.FirstFailure(failed: false) is int rank)
            throw new SimulationException($"in process {rank} the state of a neuron is not finite at the end; its message says which.");
    }

    /// <summary>
    /// Saves the whole state of the network in a file. The steps that follow give the same, bit for bit, as those of a network of the same
    /// description into which the state is restored, whatever its threads and vectors.
    /// </summary>
    /// <param name="path">The file. What was there is replaced once the new file is complete.</param>
    /// <exception cref="SnapshotException">A part of the network does not say what its state is.</exception>
    public void Save(string path) => SnapshotFile.Save(path, visitor =>
    {
        visitor.Part(SavedDescription.Part, new SavedDescription(Description));
        VisitParts(visitor);
    });

    /// <summary>
    /// Restores a state that a network of the same description has saved, by itself (<see cref="Save"/>) or in the course of a run.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SnapshotException">The file is damaged, or holds the state of another network.</exception>
    /// <exception cref="InvalidOperationException">A <see cref="Crew"/> takes the steps: hire it afterwards.</exception>
    public void Restore(string path)
    {
        using SnapshotReader reader = new(path);
        reader.Part(SavedDescription.Part, new SavedDescription(Description));
        VisitParts(reader);
    }

    /// <summary>
    /// Takes over the state that another network has saved, for a new experiment that begins at time 0: neurons, conductances, spikes under
    /// way, traces, weights and what calibrations have found. The description may differ in what is no state: rates, currents, learning
    /// rates, the task, recorders.
    /// </summary>
    /// <param name="path">The file, saved by a network alone or in the course of a run.</param>
    /// <exception cref="InvalidOperationException">This network has taken steps.</exception>
    /// <exception cref="SnapshotException">The file is damaged, or a part of the state does not fit: the message names it.</exception>
    public void TakeOver(string path)
    {
        if (StepsTaken > 0) throw new InvalidOperationException("a network takes a state over before its first step.");
        using SnapshotReader reader = new(path, takesOver: true);
        reader.Part(SavedDescription.Part, new SavedDescription(Description));
        VisitParts(reader);
    }

    /// <summary>
    /// Visits the whole state of the network, between steps. What the steps that follow give does not depend on whether it was saved and
    /// restored meanwhile, nor on threads and vectors.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The state is to be restored while a <see cref="Crew"/> takes the steps: hire it afterwards.
    /// </exception>
    internal void VisitParts(StateVisitor visitor)
    {
        _failure?.Throw();
        if (visitor.IsRestoring && _crew is not null) throw new InvalidOperationException("a state is restored before a crew is hired.");
        try
        {
            visitor.Part(DataFileHashes.Part, _dataFiles);
            visitor.Part("network", this);
            foreach (DrivenPopulation driven in _driven) driven.VisitParts(visitor);
            Dictionary<string, int> names = [];
            foreach (Projection projection in _projections)
            {
                string name = "projection " + projection.Settings.Name;
                int occurrence = names[name] = names.GetValueOrDefault(name) + 1;
                if (occurrence > 1) name = string.Create(CultureInfo.InvariantCulture, $"{name} ({occurrence})");
                visitor.Part(name, projection);
                if (Array.Find(_learners, l => l.Projection == projection) is Learner learner) visitor.Part("learner of " + name, learner);
            }
        }
        catch (Exception e) when (visitor.IsRestoring)
        {
            // Nothing can go on from a state that is half restored.
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    void IHasState.VisitState(StateVisitor visitor)
    {
        int steps = StepsTaken;
        bool learning = Learning;
        visitor.Value("stepsTaken", ref steps);
        visitor.Require(steps is >= 0 and <= MostSteps, $"{steps} steps were taken");
        if (visitor.IsTakingOver) steps = 0;
        visitor.Setting("learning", ref learning);
        (StepsTaken, Learning, visitor.Now) = (steps, learning, steps);
        int interval = Math.Max(1, Steps(CheckInterval));
        _nextCheck = (steps / interval + 1) * interval;
    }

    // With what its data files hold.
    private ulong HashOfDescription() => Fnv1a.Of(DescriptionWriter.Write(Description).ToJsonString() + _dataFiles);

    private void AdvanceTo(int end)
    {
        while (StepsTaken < end)
        {
            int first = StepsTaken, last = Math.Min(end, first + BlockSteps);
            if (first == _learningOnset) Learning = true;
            else if (first < _learningOnset && last > _learningOnset) last = _learningOnset.Value;
            last = Math.Min(last, _nextCheck);
            foreach (Population population in _populations) population.BeginBlock(first, last);
            _block = (first, last);
            foreach (PopulationGroup[][] shares in _rounds)
            {
                _share = shares;
                if (_crew is null || (shares.Length == 1 && _sideBySide)) TakeShare(0);
                else _crew.Run(_takeShare);
            }

            _exchange?.Complete(first, last);
            StepsTaken = last;
            if (last == _nextCheck) CheckState();
        }
    }

    // Between steps, when no thread works: it is at the same steps for any number of threads and any chunks, and costs a few microseconds a
    // second.
    private void CheckState()
    {
        _nextCheck += Math.Max(1, Steps(CheckInterval));
        RequireFiniteState();
    }

    /// <summary>Looks at all states now: at the end of a run, which may come before the next look that is due.</summary>
    /// <exception cref="NonFiniteStateException">A state variable is not finite.</exception>
    /// <exception cref="NonFiniteWeightException">A weight that is learned is not finite.</exception>
    internal void RequireFiniteState() => NonFiniteStateException.ThrowIfAny(_populations, _learners, Time, TimeStep);

    /// <summary>Takes the block with the groups that are a thread's share of the round.</summary>
    private void TakeShare(int thread)
    {
        if (thread >= _share.Length) return;
        foreach (PopulationGroup group in _share[thread]) group.Take(thread, _block.First, _block.End, Learning, _crew);
    }
}
