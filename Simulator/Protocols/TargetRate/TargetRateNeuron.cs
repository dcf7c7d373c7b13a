using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Protocols.TargetRate;

/// <summary>State of the neurons of the target-rate task.</summary>
/// <typeparam name="T">Number type.</typeparam>
public struct TargetRateState<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Potentials of soma and dendrite, V_s and V_d, and the threshold theta (V).</summary>
    public T SomaPotential, DendritePotential, Threshold;

    /// <summary>Adaptation currents of soma and dendrite, w_s and w_d (A).</summary>
    public T SomaAdaptation, DendriteAdaptation;
}

/// <summary>Constants of one Euler step of the neuron.</summary>
/// <typeparam name="T">Number type.</typeparam>
public readonly struct TargetRateCoefficients<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Potentials (V): E_L, reset, theta_0, the jump of theta, E_d; and 1/D_d.</summary>
    public readonly T Rest, Reset, ThresholdRest, ThresholdJump, SigmoidMidpoint, SigmoidInverseSlope;

    /// <summary>dt/tau of both compartments, both adaptations and the threshold.</summary>
    public readonly T SomaLeak, DendriteLeak, SomaAdaptationRate, DendriteAdaptationRate, ThresholdRate;

    /// <summary>dt/C of both compartments (V/A).</summary>
    public readonly T SomaStep, DendriteStep;

    /// <summary>Currents (A): g_s, g_d, and what a spike adds to w_s.</summary>
    public readonly T DendriteToSoma, Regeneration, SomaAdaptationJump;

    /// <summary>Conductance between V_d and w_d (S).</summary>
    public readonly T DendriteAdaptationConductance;

    /// <summary>Prepares a model for a time step (s).</summary>
    public TargetRateCoefficients(TargetRateNeuronModelDescription model, double dt)
    {
        Rest = T.Broadcast(model.RestingPotential);
        Reset = T.Broadcast(model.ResetPotential);
        ThresholdRest = T.Broadcast(model.Threshold);
        ThresholdJump = T.Broadcast(model.ThresholdJump);
        SigmoidMidpoint = T.Broadcast(model.DendriteSigmoidMidpoint);
        SigmoidInverseSlope = T.Broadcast(1 / model.DendriteSigmoidSlope);
        SomaLeak = T.Broadcast(dt / model.SomaTimeConstant);
        DendriteLeak = T.Broadcast(dt / model.DendriteTimeConstant);
        SomaAdaptationRate = T.Broadcast(dt / model.SomaAdaptationTime);
        DendriteAdaptationRate = T.Broadcast(dt / model.DendriteAdaptationTime);
        ThresholdRate = T.Broadcast(dt / model.ThresholdDecay);
        SomaStep = T.Broadcast(dt / model.SomaCapacitance);
        DendriteStep = T.Broadcast(dt / model.DendriteCapacitance);
        DendriteToSoma = T.Broadcast(model.DendriteToSomaCurrent);
        Regeneration = T.Broadcast(model.RegenerativeCurrent);
        SomaAdaptationJump = T.Broadcast(model.SomaAdaptationJump);
        DendriteAdaptationConductance = T.Broadcast(model.DendriteAdaptationConductance);
    }
}

/// <summary>
/// One forward Euler step of the active two-compartment pyramidal neuron as the published program of the target-rate task takes it.
/// It differs from <see cref="Neurons.ActivePyramidalNeuron"/> in this:
/// inputs are currents within the step, not conductances, and act on this step's threshold test, not the next one's;
/// w_s is a current that decays by Euler, not a count that decays exactly, and a spike adds 0.2 pA instead of 200 pA;
/// a spike takes V_s to reach theta, not to exceed it;
/// back-propagating action potentials add up, and end 2.5 ms after the spike instead of 2 ms.
/// </summary>
public static class TargetRateNeuron
{
    /// <summary>Advances the cells by one step.</summary>
    /// <param name="c">Constants.</param>
    /// <param name="s">State, advanced in place.</param>
    /// <param name="somaCurrent">I_soma: synapses, bias and noise (A).</param>
    /// <param name="dendriteCurrent">I_dend: feedback, teacher, bias, noise and c_d K of the back-propagating action potentials (A).</param>
    /// <returns>Mask of the cells that did not fire; the others did.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Advance<T>(in TargetRateCoefficients<T> c, ref TargetRateState<T> s, T somaCurrent, T dendriteCurrent)
        where T : unmanaged, IReal<T>
    {
        // sigma((V_d - E_d)/D_d) of the old V_d drives both compartments.
        T activation = LaneMath.Sigmoid((s.DendritePotential - c.SigmoidMidpoint) * c.SigmoidInverseSlope);

        // C dV/dt = -(C/tau)(V - E_L) + g sigma + I - w, so dV = (dt/tau)(E_L - V) + (dt/C)(g sigma + I - w), old values on the right.
        s.SomaPotential += c.SomaLeak * (c.Rest - s.SomaPotential)
            + c.SomaStep * (c.DendriteToSoma * activation + somaCurrent - s.SomaAdaptation);
        s.DendritePotential += c.DendriteLeak * (c.Rest - s.DendritePotential)
            + c.DendriteStep * (c.Regeneration * activation + dendriteCurrent - s.DendriteAdaptation);

        // tau_wd dw_d/dt = -w_d + a (V_d - E_L) with the new V_d.
        s.DendriteAdaptation += c.DendriteAdaptationRate
            * (c.DendriteAdaptationConductance * (s.DendritePotential - c.Rest) - s.DendriteAdaptation);

        // The threshold relaxes before the test; a spike resets V_s, raises theta and adds to w_s, which has decayed from its old value.
        s.Threshold += c.ThresholdRate * (c.ThresholdRest - s.Threshold);
        T silent = T.Greater(s.Threshold, s.SomaPotential);
        s.SomaPotential = T.Select(silent, s.SomaPotential, c.Reset);
        s.Threshold += T.Without(c.ThresholdJump, silent);
        s.SomaAdaptation = s.SomaAdaptation - c.SomaAdaptationRate * s.SomaAdaptation + T.Without(c.SomaAdaptationJump, silent);
        return silent;
    }
}
