using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>Constants of one step of the active dendrite.</summary>
/// <typeparam name="T">Number type.</typeparam>
internal readonly struct ActiveDendriteCoefficients<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>dt g_s/C_s, dt g_d/C_d and dt c_d/C_d (V).</summary>
    public readonly T SomaDrive, Regeneration, Backpropagation;

    /// <summary>Prepares a model for a time step.</summary>
    public ActiveDendriteCoefficients(ActivePyramidalModelDescription model, double dt)
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
internal static class ActivePyramidalNeuron
{
    /// <summary>Activation of the dendrite, sigma((V_d - E_d)/D_d).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Activation<T>(in PyramidalCoefficients<T> c, in T dendritePotential)
        where T : unmanaged, IReal<T> =>
        T.Logistic((dendritePotential - c.SigmoidMidpoint) * c.SigmoidInverseSlope);

    /// <summary>
    /// Advances both potentials by leak, synapses, adaptation and the activated dendrite, all taken from the start of the step. What
    /// back-propagating action potentials and feedback add to the dendrite follows, then <see cref="PyramidalMembrane.Relax"/>.
    /// </summary>
    /// <typeparam name="T">Number type.</typeparam>
    /// <typeparam name="TBySoma">Whether synapses on the dendrite see the somatic potential, as in the published programs.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Integrate<T, TBySoma>(
        in PyramidalCoefficients<T> c, in ActiveDendriteCoefficients<T> a, in PyramidalConductances<T> g, in T activation,
        ref PyramidalState<T> s)
        where T : unmanaged, IReal<T>
        where TBySoma : struct, IFlag
    {
        PyramidalMembrane.Integrate<T, TBySoma>(in c, in g, ref s);
        s.SomaPotential = T.MultiplyAdd(a.SomaDrive, activation, s.SomaPotential);
        s.DendritePotential = T.MultiplyAdd(a.Regeneration, activation, s.DendritePotential);
    }

    /// <summary>Adds what a back-propagating action potential drives through the dendrites that still see one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backpropagate<T>(in ActiveDendriteCoefficients<T> a, in T backpropagating, ref PyramidalState<T> s)
        where T : unmanaged, IReal<T> =>
        s.DendritePotential += T.Masked(a.Backpropagation, backpropagating);
}
