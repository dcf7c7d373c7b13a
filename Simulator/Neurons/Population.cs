using System.Globalization;
using System.Numerics.Tensors;
using Spiking.Numerics;
using Spiking.Snapshots;
using Spiking.Text;

namespace Spiking.Neurons;

/// <summary>
/// Neurons of one model, advanced together. Holds what every model has: spike lists by kind, spike counts, injected currents. All state is
/// in named arrays that can be enumerated.
/// </summary>
public abstract unsafe class Population : IHasState
{
    /// <summary>Stands for "never" among time steps.</summary>
    protected const int Never = int.MinValue / 2;

    private readonly BurstDetector _detector;
    private readonly List<(string Name, AlignedArray<float> Values)> _state = [];

    // The step that is being taken; between steps none.
    private int _present = Never;

    /// <summary>Creates a population whose neurons have never spiked.</summary>
    protected Population(PopulationSettings settings)
        : this(settings, isDivisible: false)
    {
    }

    /// <summary>Creates a population whose neurons have never spiked.</summary>
    /// <param name="settings">Name, size and the like.</param>
    /// <param name="isDivisible">Whether the model advances the neurons of <see cref="Own"/> without the others.</param>
    private protected Population(PopulationSettings settings, bool isDivisible)
    {
        Settings = settings;
        (IsShared, Own) =
            isDivisible && settings.Share is NeuronRange share ? (true, share) : (false, new NeuronRange(0, settings.Size));
        _detector = new BurstDetector(settings.BurstDetection, settings.BurstInterval, settings.TimeStep, settings.Size);
        Spikes = new SpikeList(settings.Size, settings.RememberedSteps);
        Events = new SpikeList(settings.Size, settings.RememberedSteps);
        Bursts = new SpikeList(settings.Size, settings.RememberedSteps);
    }

    /// <summary>Name, size, time step and the like.</summary>
    public PopulationSettings Settings { get; }

    /// <summary>Name of the population.</summary>
    public string Name => Settings.Name;

    /// <summary>Number of neurons.</summary>
    public int Size => Settings.Size;

    /// <summary>
    /// The neurons that this process advances: all, unless several processes share the population. The state of the others means nothing
    /// here; their spikes are listed at the end of a block of steps (<see cref="BeginListing"/>).
    /// </summary>
    internal NeuronRange Own { get; }

    /// <summary>
    /// Whether processes share the neurons. Of a small population one may have all of them, and the others none.
    /// </summary>
    internal bool IsShared { get; }

    /// <summary>All spikes.</summary>
    public SpikeList Spikes { get; }

    /// <summary>Spikes that open a burst or stand alone: the previous spike of the cell is longer ago than the burst interval.</summary>
    public SpikeList Events { get; }

    /// <summary>Second spikes of bursts.</summary>
    public SpikeList Bursts { get; }

    /// <summary>How many steps have been taken, and which of the last with spikes.</summary>
    internal SpikeProgress Progress { get; } = new();

    /// <summary>Number of spikes so far.</summary>
    public long SpikeCount { get; private set; }

    /// <summary>Number of events so far.</summary>
    public long EventCount { get; private set; }

    /// <summary>Number of bursts so far.</summary>
    public long BurstCount { get; private set; }

    /// <summary>Named state arrays, in a fixed order.</summary>
    public IReadOnlyList<(string Name, AlignedArray<float> Values)> State => _state;

    /// <summary>Injected current into the soma of every neuron (A), added at the end of each step.</summary>
    public double SomaCurrent { get; set; }

    /// <summary>Injected current into the dendrite of every neuron (A), added at the end of each step.</summary>
    public double DendriteCurrent { get; set; }

    /// <summary>
    /// Injected current into the soma of each neuron (A), on top of <see cref="SomaCurrent"/>; null: none. Models that can have it say so
    /// (<see cref="NeuronModelDescription.TakesCellCurrents"/>). Its values are state of the part that sets them.
    /// </summary>
    internal AlignedArray<float>? SomaCellCurrents { get; set; }

    /// <summary>Injected current into the dendrite of each neuron; see <see cref="SomaCellCurrents"/>.</summary>
    internal AlignedArray<float>? DendriteCellCurrents { get; set; }

    /// <summary>Advances every neuron by one step and lists the spikes.</summary>
    /// <param name="step">Index of the step, from 0.</param>
    public void Advance(int step)
    {
        _present = step;
        BeginStep();
        AdvanceNeurons(step);
        _present = Never;
        if (!IsShared) Count();
        Progress.Add(!Spikes.Present.IsEmpty);
    }

    /// <summary>
    /// Takes back the lists of the last steps, in which the own neurons stand alone, so that the spikes of all processes can be listed in
    /// their place (<see cref="List"/>).
    /// </summary>
    /// <param name="steps">Number of steps, all of which are remembered.</param>
    internal void BeginListing(int steps)
    {
        Spikes.Forget(steps);
        Events.Forget(steps);
        Bursts.Forget(steps);
    }

    /// <summary>Lists the spikes of all processes in the next of the steps that were taken back.</summary>
    /// <param name="step">The step.</param>
    /// <param name="neurons">The neurons that spiked, in ascending order.</param>
    internal void List(int step, ReadOnlySpan<int> neurons)
    {
        BeginStep();
        foreach (int neuron in neurons)
        {
            Spikes.Add(neuron);
            Classify(neuron, step);
        }

        Count();
    }

    private void BeginStep()
    {
        Spikes.BeginStep();
        Events.BeginStep();
        Bursts.BeginStep();
    }

    private void Count()
    {
        SpikeCount += Spikes.Present.Length;
        EventCount += Events.Present.Length;
        BurstCount += Bursts.Present.Length;
    }

    /// <summary>Whether there is a state variable of this name.</summary>
    internal bool HasVariable(string name) => _state.Any(state => state.Name == name);

    /// <summary>The array of a state variable.</summary>
    /// <exception cref="ArgumentException">The model has no variable of this name.</exception>
    public AlignedArray<float> Variable(string name)
    {
        foreach ((string candidate, AlignedArray<float> values) in _state)
            if (candidate == name) return values;
        string[] known = [.. _state.Select(state => state.Name)];
        throw new ArgumentException($"population \"{Name}\" has no state variable {Names.Unknown(name, known)}", nameof(name));
    }

    /// <summary>The conductances of a receptor, one for every neuron: the program adds to them without looking at their number.</summary>
    /// <exception cref="ArgumentException">The model has no such receptor.</exception>
    /// <exception cref="NeuronModelException">The model gives more or fewer.</exception>
    internal AlignedArray<float> ConductanceOfEach(Receptor receptor)
    {
        // A model of another assembly may give anything.
        AlignedArray<float>? conductances = Conductance(receptor);
        if (conductances?.Length == Size) return conductances;
        string kind = Settings.Kind.Length > 0 ? $" \"{Settings.Kind}\"" : "";
        string count = conductances?.Length.ToString(CultureInfo.InvariantCulture) ?? "no";
        throw new NeuronModelException($"the neuron model{kind} of population \"{Name}\" gives {count} conductances of the "
            + $"receptor {receptor}, but {Size} are needed, one for every neuron.");
    }

    /// <summary>
    /// The conductances of a receptor, in units of the leak conductance of its compartment (dendritic feedback and delta synapses: V).
    /// </summary>
    /// <exception cref="ArgumentException">The model has no such receptor.</exception>
    public abstract AlignedArray<float> Conductance(Receptor receptor);

    /// <inheritdoc cref="BurstDetector.IsNearLast"/>
    private protected bool IsNearLastSpike(int neuron, int step) => _detector.IsNearLast(neuron, step);

    /// <summary>The spikes that a projection transmits.</summary>
    public SpikeList Filtered(SpikeFilter filter) => filter switch
    {
        SpikeFilter.Events => Events,
        SpikeFilter.Bursts => Bursts,
        _ => Spikes,
    };

    /// <summary>
    /// The spikes of a kind in a step: of the steps remembered, or of the block of steps that has begun (<see cref="BeginBlock"/>) if they
    /// are known ahead.
    /// </summary>
    public ReadOnlySpan<int> SpikesAt(SpikeFilter filter, int step) => KnownAt(filter, step);

    // What follows is for models of the program alone: projections take the spikes that it gives for indices that have been checked.

    /// <inheritdoc cref="SpikesAt"/>
    internal virtual ReadOnlySpan<int> KnownAt(SpikeFilter filter, int step) => Filtered(filter).Known(step);

    /// <summary>How many steps beyond the present one the spikes of a kind are known already.</summary>
    internal virtual int Foresight(SpikeFilter filter) => 0;

    /// <summary>
    /// Says that all populations are about to take a block of steps: what is known of its spikes is written down for the others.
    /// </summary>
    /// <param name="first">The first step of the block.</param>
    /// <param name="end">The step after its last.</param>
    internal virtual void BeginBlock(int first, int end)
    {
    }

    void IHasState.VisitState(StateVisitor visitor)
    {
        Progress.VisitState(visitor);
        Spikes.VisitState(visitor);
        Events.VisitState(visitor);
        Bursts.VisitState(visitor);
        _detector.VisitState(visitor);
        long spikes = SpikeCount, events = EventCount, bursts = BurstCount;
        double soma = SomaCurrent, dendrite = DendriteCurrent;
        visitor.Setting("spikeCount", ref spikes);
        visitor.Setting("eventCount", ref events);
        visitor.Setting("burstCount", ref bursts);
        (SpikeCount, EventCount, BurstCount) = (spikes, events, bursts);
        foreach ((string name, AlignedArray<float> values) in _state) visitor.Array(name, values.Span);
        visitor.Setting("somaCurrent", ref soma);
        visitor.Setting("dendriteCurrent", ref dendrite);
        (SomaCurrent, DendriteCurrent) = (soma, dendrite);
        VisitState(visitor);
    }

    /// <summary>
    /// Visits what changes from step to step besides the state arrays (<see cref="AddState"/>), for example until when each cell is
    /// refractory. A model that has nothing else overrides this, too, with an empty method: of a model that does not, no snapshot can be
    /// made.
    /// </summary>
    protected virtual void VisitState(StateVisitor visitor) => throw visitor.Undeclared("neuron model", Settings.Kind, this);

    /// <summary>Advances the state by one step and calls <see cref="Emit"/> for every spike, in ascending order of neurons.</summary>
    protected abstract void AdvanceNeurons(int step);

    /// <summary>Adds a named state array.</summary>
    /// <exception cref="ArgumentException">There is one of this name, or recorders know an injected current by it.</exception>
    protected AlignedArray<float> AddState(string name, double initial)
    {
        if (HasVariable(name)) throw new ArgumentException($"the state variable \"{name}\" is added twice.", nameof(name));
        if (InjectedCurrent.Has(name))
            throw new ArgumentException(
                $"a state variable cannot be called \"{name}\", as recorders call the injected current.", nameof(name));
        AlignedArray<float> values = new(Size);
        values.Fill((float)initial);
        _state.Add((name, values));
        return values;
    }

    /// <summary>Sets a potential to the initial one of the settings and adds Gaussian deviations, if the settings ask for them.</summary>
    protected void Randomize(AlignedArray<float> potential)
    {
        if (Settings.InitialPotential is double mean) potential.Fill((float)mean);
        if (Settings.InitialPotentialSpread == 0) return;
        RandomStream random = new(RandomKey.Of(Settings.Seed, RandomPurpose.InitialState).Derive(Name));
        foreach (ref float value in potential.Span)
            value = (float)(value + Settings.InitialPotentialSpread * random.NextGaussian());
    }

    /// <summary>Adds to potentials what currents that differ from neuron to neuron add in a step: V += dt I/C.</summary>
    /// <param name="currents">The currents (A); null: none.</param>
    /// <param name="stepPerAmpere">dt/C (V/A).</param>
    /// <param name="potential">The potentials.</param>
    private protected void AddCellCurrents(AlignedArray<float>? currents, double stepPerAmpere, float* potential)
    {
        if (currents is null) return;
        Span<float> potentials = new(potential + Own.First, Own.Count);
        TensorPrimitives.MultiplyAdd(currents.Span[Own.First..Own.End], (float)stepPerAmpere, potentials, potentials);
    }

    /// <summary>Lists a spike and says whether it is an event, a burst (second spike) or neither.</summary>
    /// <param name="neuron">The neuron: above that of the call before in this step.</param>
    /// <param name="step">The present step.</param>
    /// <exception cref="ArgumentException">
    /// There is no such neuron, or it is not above the one before, or the step is not the present one.
    /// </exception>
    protected void Emit(int neuron, int step)
    {
        if (step != _present)
            throw new ArgumentException(_present == Never ? $"a spike of step {step} is listed between steps."
                : $"a spike of step {step} is listed in step {_present}.", nameof(step));
        Spikes.Add(neuron);
        if (!IsShared) Classify(neuron, step);
    }

    private void Classify(int neuron, int step)
    {
        SpikeKind kind = _detector.Classify(neuron, step);
        if (kind == SpikeKind.Event) Events.Add(neuron);
        else if (kind == SpikeKind.Burst) Bursts.Add(neuron);
    }
}
