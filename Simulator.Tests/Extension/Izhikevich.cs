using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Extension;

/// <summary>
/// Two equations that reproduce many firing patterns. Source: Izhikevich, IEEE Transactions on Neural Networks 14 (2003).
/// </summary>
/// <remarks><code>
/// dV/dt = 0.04 V^2 + 5 V + 140 - u + I   (V in mV, t in ms, I: injected current over currentUnit)
/// du/dt = a (b V - u)
/// at a spike (V of at least 30 mV): V = c, u += d
/// </code></remarks>
/// <example><code>
/// { "type": "izhikevich", "a": 0.02, "b": 0.2, "resetPotential": "-65 mV", "d": 8 }
/// </code></example>
[VariantName("izhikevich")]
public sealed record IzhikevichDescription : NeuronModelDescription
{
    /// <summary>Rate of recovery a (1/ms).</summary>
    [Bounds(Above = 0)]
    public double A { get; init; } = 0.02;

    /// <summary>Sensitivity b of the recovery to the potential.</summary>
    public double B { get; init; } = 0.2;

    /// <summary>Potential c after a spike.</summary>
    [Quantity(Dimension.Potential)]
    public double ResetPotential { get; init; } = -65e-3;

    /// <summary>Increment of the recovery at a spike, d.</summary>
    public double D { get; init; } = 8;

    /// <summary>The current that counts as I = 1.</summary>
    [Quantity(Dimension.Current), Bounds(Above = 0)]
    public double CurrentUnit { get; init; } = 1e-12;

    /// <inheritdoc/>
    public override bool HasDendrite => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => [Receptor.SomaDelta];

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => ["potential", "recovery"];

    /// <inheritdoc/>
    public override void Check(Findings findings) =>
        findings.Require(ResetPotential < IzhikevichPopulation.Peak, this, [nameof(ResetPotential)], () =>
            $"{findings.Found(this, nameof(ResetPotential))}; it must be below the peak of a spike, \"30 mV\", or the cell "
            + "would fire without end.");

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new IzhikevichPopulation(this, settings);
}

/// <summary>A population of such cells, advanced one by one.</summary>
internal sealed class IzhikevichPopulation : Population
{
    /// <summary>The potential of a spike (V).</summary>
    public const double Peak = 30e-3;

    private readonly IzhikevichDescription _model;
    private readonly AlignedArray<float> _potential, _recovery;

    public IzhikevichPopulation(IzhikevichDescription model, PopulationSettings settings)
        : base(settings)
    {
        _model = model;
        _potential = AddState("potential", model.ResetPotential);
        _recovery = AddState("recovery", model.B * model.ResetPotential * 1e3);
        Randomize(_potential);
    }

    /// <inheritdoc/>
    public override AlignedArray<float> Conductance(Receptor receptor) =>
        receptor == Receptor.SomaDelta ? _potential : throw new ArgumentException($"{Name} has no receptor {receptor}", nameof(receptor));

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        Span<float> potential = _potential.Span, recovery = _recovery.Span;
        double milliseconds = Settings.TimeStep * 1e3, current = SomaCurrent / _model.CurrentUnit;
        for (int neuron = 0; neuron < Size; neuron++)
        {
            double v = potential[neuron] * 1e3, u = recovery[neuron];
            double next = v + milliseconds * (0.04 * v * v + 5 * v + 140 - u + current);
            u += milliseconds * _model.A * (_model.B * v - u);
            bool fires = next >= Peak * 1e3;
            potential[neuron] = (float)(fires ? _model.ResetPotential : next * 1e-3);
            recovery[neuron] = (float)(fires ? u + _model.D : u);
            if (fires) Emit(neuron, step);
        }
    }

    /// <summary>Nothing: all state is in the two arrays.</summary>
    protected override void VisitState(StateVisitor visitor)
    {
    }
}
