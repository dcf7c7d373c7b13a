using System.Runtime.CompilerServices;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>
/// Leaky integrate-and-fire neuron with current-based synapses: a spike that arrives adds its current, of either sign, to a synaptic
/// current that decays exponentially. Integrated exactly. The defaults are those of the cortical microcircuit of Potjans and Diesmann 2014.
/// </summary>
/// <remarks>
/// <para>
/// I_s is the synaptic current and I the injected one, which is constant within a step. While the cell is refractory the currents go on.
/// </para>
/// <code>
/// tau_m dV/dt = (E_L + drive - V) + tau_m (I_s + I)/C
/// synapticDecay dI_s/dt = -I_s
/// at an arriving spike: I_s += current
/// at a spike (V above V_T): V = V_r, also throughout the refractory period
/// </code>
/// <para>
/// The equations are linear between spikes, so a step is their solution (Rotter and Diesmann, Biological Cybernetics 81, 1999), whatever
/// its length.
/// </para>
/// </remarks>
/// <example><code>
/// { "type": "current-lif", "membraneTime": "10 ms", "synapticDecay": "0.5 ms", "capacitance": "250 pF" }
/// </code></example>
[VariantName("current-lif")]
public sealed record CurrentLifModelDescription : IntegrateAndFireModelDescription
{
    private static readonly string[] s_stateVariables = ["potential", "synapticCurrent"];
    private static readonly Receptor[] s_receptors = [Receptor.SomaCurrent];

    /// <summary>Creates the model with the default parameters.</summary>
    public CurrentLifModelDescription()
    {
        MembraneTime = 10e-3;
        RestingPotential = -65e-3;
        Threshold = -50e-3;
        ResetPotential = -65e-3;
        RefractoryPeriod = 2e-3;
        Capacitance = 250e-12;
    }

    /// <summary>Time constant of the synaptic current, the same for both signs.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double SynapticDecay { get; init; } = 0.5e-3;

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => s_receptors;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => s_stateVariables;

    /// <inheritdoc/>
    public override string UnitOf(string variable) => variable == "synapticCurrent" ? "a" : base.UnitOf(variable);

    internal override bool TakesCellCurrents => true;

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new CurrentLifPopulation<T>(this, settings);

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        base.Check(findings);
        findings.CheckDecayTime(this, nameof(SynapticDecay), SynapticDecay);
    }
}

/// <summary>The exact solution of the equations of such a cell over a step: with x = (V - E, I_s, I), x(t + dt) = exp(A dt) x(t).</summary>
/// <remarks>
/// A has the rows (-1/tau_m, 1/C, 1/C), (0, -1/tau_s, 0) and (0, 0, 0), so the entries of exp(A dt) that are neither 0 nor 1 are
/// exp(-dt/tau_m), exp(-dt/tau_s), (1 - exp(-dt/tau_m)) tau_m/C for a constant current, and for the synaptic current
/// (exp(-dt/tau_m) - exp(-dt/tau_s))/(d C) with d = 1/tau_s - 1/tau_m. For equal time constants d is 0 and the entry is dt
/// exp(-dt/tau_m)/C. It is written as exp(-dt/tau_m) g(d dt) dt/C with g(z) = (1 - exp(-z))/z, where g has no cancellation: below 1e-4 it
/// is 1 - z/2 + z^2/6, with an error below 1e-13.
/// </remarks>
/// <typeparam name="T">Number type.</typeparam>
internal readonly struct CurrentLifCoefficients<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Potentials (V): rest plus drive, threshold, reset.</summary>
    public readonly T Equilibrium, Threshold, Reset;

    /// <summary>exp(-dt/tau) of the potential and of the synaptic current.</summary>
    public readonly T Decay, SynapticDecay;

    /// <summary>Change of the potential in a step by the synaptic current, and by a constant one (V/A).</summary>
    public readonly T PerSynapticCurrent, PerCurrent;

    /// <summary>Prepares a model for a time step.</summary>
    public CurrentLifCoefficients(CurrentLifModelDescription model, double dt)
    {
        double decay = Math.Exp(-dt / model.MembraneTime), z = dt / model.SynapticDecay - dt / model.MembraneTime;
        double mean = Math.Abs(z) < 1e-4 ? 1 - z / 2 + z * z / 6 : (1 - Math.Exp(-z)) / z;
        Equilibrium = T.Broadcast(model.RestingPotential + model.Drive);
        Threshold = T.Broadcast(model.Threshold);
        Reset = T.Broadcast(model.ResetPotential);
        Decay = T.Broadcast(decay);
        SynapticDecay = T.Broadcast(Math.Exp(-dt / model.SynapticDecay));
        PerSynapticCurrent = T.Broadcast(decay * mean * dt / model.Capacitance);
        PerCurrent = T.Broadcast((1 - decay) * model.MembraneTime / model.Capacitance);
    }
}

/// <summary>One step of integrate-and-fire cells with current-based synapses.</summary>
internal static class CurrentLifNeuron
{
    /// <summary>Advances cells by one step.</summary>
    /// <param name="c">Constants.</param>
    /// <param name="potential">Membrane potential V (V), advanced in place.</param>
    /// <param name="synaptic">Synaptic current (A), advanced in place.</param>
    /// <param name="injected">What the injected current adds to the potential in the step (V).</param>
    /// <param name="refractory">Mask of the refractory cells.</param>
    /// <returns>Mask of the cells that fired.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Advance<T>(in CurrentLifCoefficients<T> c, ref T potential, ref T synaptic, T injected, T refractory)
        where T : unmanaged, IReal<T>
    {
        T v = T.MultiplyAdd(c.Decay, potential - c.Equilibrium, c.Equilibrium + T.MultiplyAdd(c.PerSynapticCurrent, synaptic, injected));
        synaptic *= c.SynapticDecay;

        // The reset lies below the threshold, so refractory cells, which are held there, do not fire.
        T held = T.Select(refractory, c.Reset, v);
        T fired = T.Greater(held, c.Threshold);
        potential = T.Select(fired, c.Reset, held);
        return fired;
    }
}

/// <summary>A population of integrate-and-fire neurons with current-based synapses.</summary>
/// <typeparam name="T">Vector of lanes that the kernel uses.</typeparam>
internal sealed unsafe class CurrentLifPopulation<T> : PointNeuronPopulation
    where T : unmanaged, ILanes<T>
{
    private readonly AlignedValue<CurrentLifCoefficients<T>> _coefficients;
    private readonly AlignedArray<float> _synaptic;

    /// <summary>Creates the population.</summary>
    public CurrentLifPopulation(CurrentLifModelDescription model, PopulationSettings settings)
        : base(settings, T.Count, model.RestingPotential, model.RefractoryPeriod, model.Capacitance)
    {
        _coefficients = new AlignedValue<CurrentLifCoefficients<T>>(new CurrentLifCoefficients<T>(model, settings.TimeStep));
        _synaptic = AddState("synapticCurrent", 0);
    }

    /// <inheritdoc/>
    public override AlignedArray<float> Conductance(Receptor receptor) => receptor == Receptor.SomaCurrent
        ? _synaptic
        : throw new ArgumentException($"population {Name} consists of neurons with synaptic currents only", nameof(receptor));

    private protected override bool AddsCellCurrents => false;

    // Compiled with all optimizations at once: in code that is still to be optimized every operation on its lanes is a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override int AdvanceMembranes(int step)
    {
        ref readonly CurrentLifCoefficients<T> c = ref *_coefficients.Pointer;
        T injected = T.Broadcast(SomaCurrent) * c.PerCurrent;
        float* potential = Potential.Pointer, synaptic = _synaptic.Pointer;
        float* own = SomaCellCurrents is null ? null : SomaCellCurrents.Pointer;
        int* refractoryUntil = RefractoryUntil.Pointer;
        FiredVectors.Notes notes = Fired.Begin();
        nint end = Own.End;
        for (nint first = Own.First; first < end; first += T.Count)
        {
            T v = T.Load(potential + first), current = T.Load(synaptic + first);
            T all = own == null ? injected : T.MultiplyAdd(T.Load(own + first), c.PerCurrent, injected);
            T fired = CurrentLifNeuron.Advance(in c, ref v, ref current, all, T.After(refractoryUntil + first, step - 1));
            T.Store(v, potential + first);
            T.Store(current, synaptic + first);
            ulong lanes = T.Bits(fired);
            if (lanes != 0) notes.Add((int)first, lanes);
        }

        return notes.Count;
    }
}
