using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>What populations of integrate-and-fire neurons have in common: who is refractory until when, and who fired.</summary>
public abstract unsafe class IntegrateAndFirePopulation : Population
{
    private readonly int _refractorySteps;
    private readonly double _stepPerAmpere;

    /// <summary>Creates a population at rest.</summary>
    /// <param name="model">The neurons.</param>
    /// <param name="settings">Name, size and the like.</param>
    /// <param name="lanes">Neurons per vector of the kernel.</param>
    private protected IntegrateAndFirePopulation(IntegrateAndFireModelDescription model, PopulationSettings settings, int lanes)
        : base(settings)
    {
        _refractorySteps = (int)Math.Round(model.RefractoryPeriod / settings.TimeStep);
        _stepPerAmpere = settings.TimeStep / model.Capacitance;
        Potential = AddState("potential", model.RestingPotential);
        Randomise(Potential);
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

    /// <summary>What the injected currents add to the potentials in a step (V).</summary>
    private protected double Injected => (SomaCurrent + StimulusCurrent) * _stepPerAmpere;

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        int vectors = AdvanceMembranes(step);
        foreach (int neuron in Fired.Neurons(vectors))
        {
            Emit(neuron, step);
            RefractoryUntil.Pointer[neuron] = step + _refractorySteps;
        }
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor) => visitor.Steps("refractoryUntil", RefractoryUntil.Span);

    /// <summary>Advances the state of all neurons and notes the vectors in which some fired. Returns their number.</summary>
    private protected abstract int AdvanceMembranes(int step);
}
