// <own-model>
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace MyParts;

/// <summary>Quadratic integrate-and-fire neuron. A spike that arrives moves the potential.</summary>
/// <remarks><code>
/// dV/dt = (V - E_L) (V - V_c)/((V_c - E_L) tau_m) + I/C
/// at a spike (V of at least 0): V = E_L
/// </code></remarks>
/// <example><code>
/// { "type": "quadratic", "membraneTime": "20 ms" }
/// </code></example>
[VariantName("quadratic")]
public sealed record QuadraticDescription : NeuronModelDescription
{
    /// <summary>Membrane time constant tau_m.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double MembraneTime { get; init; } = 10e-3;

    /// <summary>Resting potential E_L; also the potential after a spike.</summary>
    [Quantity(Dimension.Potential)]
    public double RestingPotential { get; init; } = -65e-3;

    /// <summary>Potential V_c above which the cell spikes by itself.</summary>
    [Quantity(Dimension.Potential), Bounds(AtMost = 0)]
    public double CriticalPotential { get; init; } = -50e-3;

    /// <summary>Membrane capacitance C.</summary>
    [Quantity(Dimension.Capacitance), Bounds(Above = 0)]
    public double Capacitance { get; init; } = 100e-12;

    /// <inheritdoc/>
    public override bool HasDendrite => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => [Receptor.SomaDelta];

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => ["potential"];

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        findings.CheckEulerTime(this, nameof(MembraneTime), MembraneTime);
        findings.CheckBelow(this, nameof(RestingPotential), RestingPotential, nameof(CriticalPotential), CriticalPotential,
            "the cell would fire without end");
    }

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new QuadraticPopulation(this, settings);
}

internal sealed class QuadraticPopulation : Population
{
    private readonly QuadraticDescription _model;
    private readonly AlignedArray<float> _potential;

    public QuadraticPopulation(QuadraticDescription model, PopulationSettings settings)
        : base(settings)
    {
        _model = model;
        _potential = AddState("potential", model.RestingPotential);
        Randomize(_potential);
    }

    public override AlignedArray<float> Conductance(Receptor receptor) =>
        receptor == Receptor.SomaDelta ? _potential : throw new ArgumentException($"{Name} has no {receptor}", nameof(receptor));

    protected override void AdvanceNeurons(int step)
    {
        Span<float> potential = _potential.Span;
        double rest = _model.RestingPotential, critical = _model.CriticalPotential;
        double quadratic = Settings.TimeStep / ((critical - rest) * _model.MembraneTime);
        double injected = Settings.TimeStep * SomaCurrent / _model.Capacitance;
        for (int neuron = 0; neuron < Size; neuron++)
        {
            double v = potential[neuron];
            v += quadratic * (v - rest) * (v - critical) + injected;
            potential[neuron] = (float)(v < 0 ? v : rest);
            if (v >= 0) Emit(neuron, step);
        }
    }

    // The potential is saved without it.
    protected override void VisitState(StateVisitor visitor)
    {
    }
}
// </own-model>
