using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>Constants of one step of the active dendrite.</summary>
/// <typeparam name="T">Number type.</typeparam>
public readonly struct ActiveDendriteCoefficients<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>dt g_s/C_s, dt g_d/C_d and dt c_d/C_d (V).</summary>
    public readonly T SomaDrive, Regeneration, Backpropagation;

    /// <summary>Prepares a model for a time step.</summary>
    public ActiveDendriteCoefficients(ActivePyramidalModel model, double dt)
    {
        SomaDrive = T.Broadcast(dt * model.DendriteToSomaCurrent / model.SomaCapacitance);
        Regeneration = T.Broadcast(dt * model.RegenerativeCurrent / model.DendriteCapacitance);
        Backpropagation = T.Broadcast(dt * model.BackpropagationCurrent / model.DendriteCapacitance);
    }
}

/// <summary>
/// One step of the active pyramidal neuron: the dendrite, once activated, drives itself and the soma, and every somatic spike drives the
/// dendrite for a while. Source: Naud, Bathellier and Gerstner 2014, Eqs. of the two-compartment model; Payeur et al. 2021, Methods.
/// </summary>
public static class ActivePyramidalNeuron
{
    /// <summary>
    /// Advances the cells by one step, injected currents excepted. Those that fire are still to be reset (<see cref="PyramidalMembrane.Reset"/>).
    /// </summary>
    /// <param name="c">Constants of the membrane.</param>
    /// <param name="a">Constants of the active dendrite.</param>
    /// <param name="s">State, advanced in place.</param>
    /// <param name="backpropagating">Mask of the cells whose dendrite still sees a back-propagating action potential.</param>
    /// <returns>Mask of the cells that fire.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Advance<T>(
        in PyramidalCoefficients<T> c, in ActiveDendriteCoefficients<T> a, ref PyramidalState<T> s, T backpropagating)
        where T : unmanaged, IReal<T> =>
        Advance<T, WithoutFeedback>(in c, in a, ref s, backpropagating, default);

    /// <summary>Advances the cells by one step with the potential that feedback adds to their dendrites, injected currents excepted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Advance<T, TFeedback>(
        in PyramidalCoefficients<T> c, in ActiveDendriteCoefficients<T> a, ref PyramidalState<T> s, T backpropagating, T feedback)
        where T : unmanaged, IReal<T>
        where TFeedback : struct, IFeedbackPresence
    {
        T activation = T.Logistic((s.DendritePotential - c.SigmoidMidpoint) * c.SigmoidInverseSlope);
        PyramidalMembrane.Integrate(in c, ref s);
        s.SomaPotential = T.MultiplyAdd(a.SomaDrive, activation, s.SomaPotential);
        s.DendritePotential = T.MultiplyAdd(a.Regeneration, activation, s.DendritePotential) + T.Masked(a.Backpropagation, backpropagating);
        if (TFeedback.IsPresent) s.DendritePotential += feedback;
        PyramidalMembrane.Relax(in c, ref s);
        return T.Greater(s.SomaPotential, s.Threshold);
    }
}
