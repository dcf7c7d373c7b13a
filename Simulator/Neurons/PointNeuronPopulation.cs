using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>Base of populations of point neurons, with the potential, the refractory period, and the list of cells that fired.</summary>
internal abstract unsafe class PointNeuronPopulation : Population
{
    private readonly int _refractorySteps;
    private readonly double _stepPerAmpere;

    /// <summary>Creates a population at rest.</summary>
    /// <param name="settings">Name, size and the like.</param>
    /// <param name="lanes">Neurons per vector of the kernel.</param>
    /// <param name="restingPotential">Initial potential (V).</param>
    /// <param name="refractoryPeriod">Refractory period (s).</param>
    /// <param name="capacitance">Membrane capacitance (F).</param>
    private protected PointNeuronPopulation(
        PopulationSettings settings, int lanes, double restingPotential, double refractoryPeriod, double capacitance)
        : base(settings, isDivisible: true)
    {
        _refractorySteps = TimeGrid.StepsOfRun(refractoryPeriod, settings.TimeStep);
        _stepPerAmpere = settings.TimeStep / capacitance;
        Potential = AddState("potential", restingPotential);
        Randomize(Potential);
        RefractoryUntil = new AlignedArray<int>(Size);
        RefractoryUntil.Fill(Never);
        Fired = new FiredVectors(Size, lanes);
    }

    /// <summary>Membrane potentials (V).</summary>
    private protected AlignedArray<float> Potential { get; }

    /// <summary>Last refractory step of each cell.</summary>
    private protected AlignedArray<int> RefractoryUntil { get; }

    /// <summary>Where the kernel notes who fired.</summary>
    private protected FiredVectors Fired { get; }

    /// <summary>Potential that the injected currents add in a step (V).</summary>
    private protected double Injected => SomaCurrent * _stepPerAmpere;

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        int vectors = AdvanceMembranes(step);
        foreach (int neuron in Fired.Neurons(vectors))
        {
            Emit(neuron, step);
            RefractoryUntil.Pointer[neuron] = step + _refractorySteps;
        }

        if (AddsCellCurrents) AddCellCurrents(SomaCellCurrents, _stepPerAmpere, Potential.Pointer);
    }

    /// <summary>
    /// Whether currents that differ from cell to cell are added after a step; otherwise the kernel takes them into account.
    /// </summary>
    private protected virtual bool AddsCellCurrents => true;

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor) => visitor.Steps("refractoryUntil", RefractoryUntil.Span);

    /// <summary>Advances the state of all neurons and notes the vectors in which some fired. Returns their number.</summary>
    private protected abstract int AdvanceMembranes(int step);
}

/// <summary>Base of populations of point neurons with conductance synapses.</summary>
internal abstract class ConductanceNeuronPopulation : PointNeuronPopulation
{
    /// <inheritdoc cref="PointNeuronPopulation(PopulationSettings, int, double, double, double)"/>
    private protected ConductanceNeuronPopulation(
        PopulationSettings settings, int lanes, double restingPotential, double refractoryPeriod, double capacitance)
        : base(settings, lanes, restingPotential, refractoryPeriod, capacitance)
    {
        Ampa = AddState("ampa", 0);
        Gaba = AddState("gaba", 0);
    }

    /// <summary>Excitatory and inhibitory conductances, in units of the leak conductance.</summary>
    private protected AlignedArray<float> Ampa { get; }

    /// <inheritdoc cref="Ampa"/>
    private protected AlignedArray<float> Gaba { get; }

    /// <inheritdoc/>
    public sealed override AlignedArray<float> Conductance(Receptor receptor) => receptor switch
    {
        Receptor.SomaAmpa => Ampa,
        Receptor.SomaGaba => Gaba,
        _ => throw new ArgumentException($"population {Name} consists of point neurons with conductances, which have no receptor "
            + $"{receptor}", nameof(receptor)),
    };
}
