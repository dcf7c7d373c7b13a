using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>State of AdEx cells.</summary>
/// <typeparam name="T">Number type.</typeparam>
internal struct AdExState<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Membrane potential V (V).</summary>
    public T Potential;

    /// <summary>Adaptation w (V).</summary>
    public T Adaptation;

    /// <summary>Conductances in units of the leak.</summary>
    public T Ampa, Gaba;
}

/// <summary>Constants of one Euler step of the AdEx neuron.</summary>
/// <typeparam name="T">Number type.</typeparam>
internal readonly struct AdExCoefficients<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Potentials (V): rest, reversals, initiation threshold V_T, slope D_T, spike detection, reset, ceiling.</summary>
    public readonly T Rest, Excitation, Inhibition, Initiation, Slope, InverseSlope, Spike, Reset, Ceiling;

    /// <summary>dt/tau_m, dt/tau_w, a/g_L and b/g_L.</summary>
    public readonly T Leak, AdaptationRate, Subthreshold, SpikeAdaptation;

    /// <summary>exp(-dt/tau) of the conductances.</summary>
    public readonly T AmpaDecay, GabaDecay;

    /// <summary>Prepares a model for a time step.</summary>
    public AdExCoefficients(AdExModelDescription model, double dt)
    {
        Rest = T.Broadcast(model.RestingPotential);
        Excitation = T.Broadcast(model.ExcitatoryReversal);
        Inhibition = T.Broadcast(model.InhibitoryReversal);
        Initiation = T.Broadcast(model.InitiationThreshold());
        Slope = T.Broadcast(model.SpikeSlope);
        InverseSlope = T.Broadcast(1 / model.SpikeSlope);
        Spike = T.Broadcast(model.SpikePotential);
        Reset = T.Broadcast(model.ResetPotential);
        Ceiling = T.Broadcast(model.PotentialCeiling);
        Leak = T.Broadcast(dt * model.LeakConductance / model.Capacitance);
        AdaptationRate = T.Broadcast(dt / model.AdaptationTime);
        Subthreshold = T.Broadcast(model.SubthresholdAdaptation / model.LeakConductance);
        SpikeAdaptation = T.Broadcast(model.SpikeAdaptation / model.LeakConductance);
        AmpaDecay = T.Broadcast(Math.Exp(-dt / model.AmpaDecay));
        GabaDecay = T.Broadcast(Math.Exp(-dt / model.GabaDecay));
    }
}

/// <summary>One forward Euler step of the AdEx neuron (Brette and Gerstner 2005) as the published simulator takes it.</summary>
internal static class AdExNeuron
{
    /// <summary>Advances the cells by one step, injected currents excepted.</summary>
    /// <param name="c">Constants.</param>
    /// <param name="s">State, advanced in place.</param>
    /// <param name="refractory">
    /// Mask of the refractory cells: they are held at rest, so after the refractory period a cell starts from E_L and not from V_r.
    /// </param>
    /// <returns>Mask of the cells that fired.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Advance<T>(in AdExCoefficients<T> c, ref AdExState<T> s, T refractory)
        where T : unmanaged, IReal<T>
    {
        T v = s.Potential;
        T drive = T.MultiplyAdd(c.Slope, T.Exp((v - c.Initiation) * c.InverseSlope), c.Rest - v);
        drive = T.MultiplyAdd(s.Gaba, c.Inhibition - v, T.MultiplyAdd(s.Ampa, c.Excitation - v, drive)) - s.Adaptation;
        v = T.Min(T.Max(T.MultiplyAdd(c.Leak, drive, v), c.Inhibition), c.Ceiling);
        s.Ampa *= c.AmpaDecay;
        s.Gaba *= c.GabaDecay;

        v = T.Select(refractory, c.Rest, v);
        T fired = T.Greater(v, c.Spike);
        fired = T.Select(refractory, T.Broadcast(0), fired);
        v = T.Select(fired, c.Reset, v);

        // The adaptation follows the potential after the reset, and decays with its spike-triggered jump already in it.
        T w = s.Adaptation + T.Masked(c.SpikeAdaptation, fired);
        s.Adaptation = T.MultiplyAdd(c.AdaptationRate, T.MultiplyAdd(c.Subthreshold, v - c.Rest, T.Broadcast(0) - w), w);
        s.Potential = v;
        return fired;
    }
}
