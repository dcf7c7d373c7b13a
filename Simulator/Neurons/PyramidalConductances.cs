using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>The synaptic conductances of pyramidal cells, in units of the leak conductance of their compartment.</summary>
/// <typeparam name="T">Number type.</typeparam>
internal struct PyramidalConductances<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Conductances of the soma.</summary>
    public T SomaAmpa, SomaGaba;

    /// <summary>Conductances of the dendrite.</summary>
    public T DendriteAmpa, DendriteGaba;

    /// <summary>The conductances one step later, if no spike arrives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly PyramidalConductances<T> Decayed(in PyramidalCoefficients<T> c) => new()
    {
        SomaAmpa = SomaAmpa * c.AmpaDecay,
        SomaGaba = SomaGaba * c.GabaDecay,
        DendriteAmpa = DendriteAmpa * c.AmpaDecay,
        DendriteGaba = DendriteGaba * c.GabaDecay,
    };
}
