using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>The state of pyramidal cells: one value per cell and lane.</summary>
/// <typeparam name="T">Number type.</typeparam>
internal struct PyramidalState<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Somatic potential V_s (V).</summary>
    public T SomaPotential;

    /// <summary>Dendritic potential V_d (V).</summary>
    public T DendritePotential;

    /// <summary>Somatic adaptation w_s: a decaying count of spikes.</summary>
    public T SomaAdaptation;

    /// <summary>Dendritic adaptation w_d (V).</summary>
    public T DendriteAdaptation;

    /// <summary>Firing threshold theta (V).</summary>
    public T Threshold;
}

/// <summary>The constants of one Euler step of the pyramidal membrane.</summary>
/// <typeparam name="T">Number type.</typeparam>
internal readonly struct PyramidalCoefficients<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>E_L, E_E, E_I (V).</summary>
    public readonly T Rest, Excitation, Inhibition;

    /// <summary>dt/tau_s and dt/tau_d.</summary>
    public readonly T SomaLeak, DendriteLeak;

    /// <summary>dt b_ws/C_s and dt a_wd/C_d.</summary>
    public readonly T SomaAdaptationStep, DendriteAdaptationStep;

    /// <summary>exp(-dt/tau_ws), and dt/tau_wd.</summary>
    public readonly T SomaAdaptationDecay, DendriteAdaptationRate;

    /// <summary>theta_0, dt/tau_theta and the jump at a spike.</summary>
    public readonly T ThresholdRest, ThresholdRate, ThresholdJump;

    /// <summary>exp(-dt/tau) of the conductances.</summary>
    public readonly T AmpaDecay, GabaDecay;

    /// <summary>Midpoint E_d and inverse slope 1/D_d of the dendritic sigmoid.</summary>
    public readonly T SigmoidMidpoint, SigmoidInverseSlope;

    /// <summary>Prepares a model for a time step.</summary>
    public PyramidalCoefficients(PyramidalModelDescription model, double dt)
    {
        Rest = T.Broadcast(model.RestingPotential);
        Excitation = T.Broadcast(model.ExcitatoryReversal);
        Inhibition = T.Broadcast(model.InhibitoryReversal);
        SomaLeak = T.Broadcast(dt / model.SomaTimeConstant);
        DendriteLeak = T.Broadcast(dt / model.DendriteTimeConstant);
        SomaAdaptationStep = T.Broadcast(dt * model.SomaAdaptationCurrent / model.SomaCapacitance);
        DendriteAdaptationStep = T.Broadcast(dt * model.DendriteAdaptationConductance / model.DendriteCapacitance);
        SomaAdaptationDecay = T.Broadcast(Math.Exp(-dt / model.SomaAdaptationTime));
        DendriteAdaptationRate = T.Broadcast(dt / model.DendriteAdaptationTime);
        ThresholdRest = T.Broadcast(model.Threshold);
        ThresholdRate = T.Broadcast(dt / model.ThresholdDecay);
        ThresholdJump = T.Broadcast(model.ThresholdJump);
        AmpaDecay = T.Broadcast(Math.Exp(-dt / model.AmpaDecay));
        GabaDecay = T.Broadcast(Math.Exp(-dt / model.GabaDecay));
        SigmoidMidpoint = T.Broadcast(model.DendriteSigmoidMidpoint);
        SigmoidInverseSlope = T.Broadcast(1 / model.DendriteSigmoidSlope);
    }
}

/// <summary>
/// One forward Euler step of what all pyramidal models share: two leaky compartments with conductance synapses, their adaptations and a
/// moving threshold. Source: Naud, Bathellier and Gerstner 2014; Payeur et al. 2021, Methods.
/// </summary>
internal static class PyramidalMembrane
{
    /// <summary>Advances both potentials by leak, synapses and adaptation, all taken from the start of the step.</summary>
    /// <typeparam name="T">Number type.</typeparam>
    /// <typeparam name="TBySoma">Whether synapses on the dendrite see the somatic potential, as in the published programs.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Integrate<T, TBySoma>(in PyramidalCoefficients<T> c, in PyramidalConductances<T> g, ref PyramidalState<T> s)
        where T : unmanaged, IReal<T>
        where TBySoma : struct, IFlag
    {
        T vs = s.SomaPotential, vd = s.DendritePotential;
        T synaptic = TBySoma.IsSet ? vs : vd;

        // Conductances are in units of the leak, so leak and synapses share the factor dt/tau:
        // dV = dt/tau [(E_L - V) + g_E (E_E - V*) + g_I (E_I - V*)] + (adaptation).
        // Written as a chain of fused multiply-adds; the bracket stays a sum of differences, so that the potential rests exactly at E_L.
        T soma = T.MultiplyAdd(g.SomaGaba, c.Inhibition - vs, T.MultiplyAdd(g.SomaAmpa, c.Excitation - vs, c.Rest - vs));
        T dendrite = T.MultiplyAdd(
            g.DendriteGaba, c.Inhibition - synaptic, T.MultiplyAdd(g.DendriteAmpa, c.Excitation - synaptic, c.Rest - vd));
        s.SomaPotential = T.MultiplyAdd(c.SomaLeak, soma, T.MultiplyAdd(c.SomaAdaptationStep, s.SomaAdaptation, vs));
        s.DendritePotential = T.MultiplyAdd(c.DendriteLeak, dendrite, T.MultiplyAdd(c.DendriteAdaptationStep, s.DendriteAdaptation, vd));
    }

    /// <summary>
    /// Decays the somatic adaptation; the dendritic adaptation follows the new dendritic potential and the threshold returns to rest. To be
    /// called after the potentials have been advanced. Returns the mask of the cells above their threshold.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Relax<T>(in PyramidalCoefficients<T> c, ref PyramidalState<T> s)
        where T : unmanaged, IReal<T>
    {
        s.SomaAdaptation *= c.SomaAdaptationDecay;
        s.DendriteAdaptation = T.MultiplyAdd(
            c.DendriteAdaptationRate, (s.DendritePotential - c.Rest) - s.DendriteAdaptation, s.DendriteAdaptation);
        s.Threshold = T.MultiplyAdd(c.ThresholdRate, c.ThresholdRest - s.Threshold, s.Threshold);
        return T.Greater(s.SomaPotential, s.Threshold);
    }

    /// <summary>Resets the cells that fired: V_s to rest, the threshold and the somatic adaptation up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reset<T>(in PyramidalCoefficients<T> c, ref PyramidalState<T> s, T fired)
        where T : unmanaged, IReal<T>
    {
        s.SomaPotential = T.Select(fired, c.Rest, s.SomaPotential);
        s.Threshold += T.Masked(c.ThresholdJump, fired);
        s.SomaAdaptation += T.Masked(T.Broadcast(1), fired);
    }

    /// <summary>Activation of the dendrite, sigma((V_d - E_d)/D_d).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T DendriticActivation<T>(in PyramidalCoefficients<T> c, T dendritePotential)
        where T : unmanaged, IReal<T> =>
        LaneMath.Sigmoid((dendritePotential - c.SigmoidMidpoint) * c.SigmoidInverseSlope);
}
