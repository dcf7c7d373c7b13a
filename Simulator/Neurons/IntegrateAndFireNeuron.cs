using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>State of integrate-and-fire cells with conductance synapses.</summary>
/// <typeparam name="T">Number type.</typeparam>
internal struct ConductanceLifState<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Membrane potential V (V).</summary>
    public T Potential;

    /// <summary>Conductances in units of the leak.</summary>
    public T Ampa, Gaba;
}

/// <summary>Constants of one Euler step of the membrane of an integrate-and-fire neuron.</summary>
/// <typeparam name="T">Number type.</typeparam>
internal readonly struct IntegrateAndFireCoefficients<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Potentials (V): rest plus drive, threshold, reset.</summary>
    public readonly T Equilibrium, Threshold, Reset;

    /// <summary>dt/tau_m.</summary>
    public readonly T Leak;

    /// <summary>Prepares a model for a time step.</summary>
    public IntegrateAndFireCoefficients(IntegrateAndFireModelDescription model, double dt)
    {
        Equilibrium = T.Broadcast(model.RestingPotential + model.Drive);
        Threshold = T.Broadcast(model.Threshold);
        Reset = T.Broadcast(model.ResetPotential);
        Leak = T.Broadcast(dt / model.MembraneTime);
    }
}

/// <summary>Constants of one Euler step of an integrate-and-fire neuron with conductance synapses.</summary>
/// <typeparam name="T">Number type.</typeparam>
internal readonly struct ConductanceLifCoefficients<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Those of the membrane.</summary>
    public readonly IntegrateAndFireCoefficients<T> Membrane;

    /// <summary>Reversal potentials (V).</summary>
    public readonly T Excitation, Inhibition;

    /// <summary>exp(-dt/tau) of the conductances.</summary>
    public readonly T AmpaDecay, GabaDecay;

    /// <summary>Prepares a model for a time step.</summary>
    public ConductanceLifCoefficients(ConductanceLifModelDescription model, double dt)
    {
        Membrane = new IntegrateAndFireCoefficients<T>(model, dt);
        Excitation = T.Broadcast(model.ExcitatoryReversal);
        Inhibition = T.Broadcast(model.InhibitoryReversal);
        AmpaDecay = T.Broadcast(Math.Exp(-dt / model.AmpaDecay));
        GabaDecay = T.Broadcast(Math.Exp(-dt / model.GabaDecay));
    }
}

/// <summary>
/// One forward Euler step of the integrate-and-fire neurons: V+ = V + dt/tau_m (E_L + drive - V + g_E (E_E - V) + g_I (E_I - V)), where
/// delta synapses have no g. While refractory, V+ = V_r.
/// </summary>
internal static class IntegrateAndFireNeuron
{
    /// <summary>Advances cells with conductance synapses by one step, injected currents excepted.</summary>
    /// <param name="c">Constants.</param>
    /// <param name="s">State, advanced in place.</param>
    /// <param name="refractory">Mask of the refractory cells.</param>
    /// <returns>Mask of the cells that fired.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Advance<T>(in ConductanceLifCoefficients<T> c, ref ConductanceLifState<T> s, T refractory)
        where T : unmanaged, IReal<T>
    {
        T v = s.Potential;
        T drive = T.MultiplyAdd(s.Ampa, c.Excitation - v, c.Membrane.Equilibrium - v);
        drive = T.MultiplyAdd(s.Gaba, c.Inhibition - v, drive);
        s.Potential = T.MultiplyAdd(c.Membrane.Leak, drive, v);
        s.Ampa *= c.AmpaDecay;
        s.Gaba *= c.GabaDecay;
        return Fire(in c.Membrane, ref s.Potential, refractory);
    }

    /// <summary>
    /// Advances cells with delta synapses by one step, injected currents excepted. What arrived since the last step is in their potential
    /// already; of refractory cells it is discarded.
    /// </summary>
    /// <param name="c">Constants.</param>
    /// <param name="potential">Membrane potential V (V), advanced in place.</param>
    /// <param name="refractory">Mask of the refractory cells.</param>
    /// <returns>Mask of the cells that fired.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Advance<T>(in IntegrateAndFireCoefficients<T> c, ref T potential, T refractory)
        where T : unmanaged, IReal<T>
    {
        potential = T.MultiplyAdd(c.Leak, c.Equilibrium - potential, potential);
        return Fire(in c, ref potential, refractory);
    }

    // The reset lies below the threshold, so refractory cells, which are held there, do not fire.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Fire<T>(in IntegrateAndFireCoefficients<T> c, ref T potential, T refractory)
        where T : unmanaged, IReal<T>
    {
        T held = T.Select(refractory, c.Reset, potential);
        T fired = T.Greater(held, c.Threshold);
        potential = T.Select(fired, c.Reset, held);
        return fired;
    }
}
