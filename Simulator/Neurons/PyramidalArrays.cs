using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// Addresses of the state arrays of pyramidal cells. A kernel copies this into a local, so that the addresses are known not to change
/// while it writes state.
/// </summary>
internal unsafe struct PyramidalArrays
{
    public float* SomaPotential, DendritePotential, SomaAdaptation, DendriteAdaptation, Threshold;
    public float* SomaAmpa, SomaGaba, DendriteAmpa, DendriteGaba;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Load<T>(int first, out PyramidalState<T> s)
        where T : unmanaged, ILanes<T>
    {
        s.SomaPotential = T.Load(SomaPotential + first);
        s.DendritePotential = T.Load(DendritePotential + first);
        s.SomaAdaptation = T.Load(SomaAdaptation + first);
        s.DendriteAdaptation = T.Load(DendriteAdaptation + first);
        s.Threshold = T.Load(Threshold + first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<T>(int first, in PyramidalState<T> s)
        where T : unmanaged, ILanes<T>
    {
        T.Store(s.SomaPotential, SomaPotential + first);
        T.Store(s.DendritePotential, DendritePotential + first);
        T.Store(s.SomaAdaptation, SomaAdaptation + first);
        T.Store(s.DendriteAdaptation, DendriteAdaptation + first);
        T.Store(s.Threshold, Threshold + first);
    }

    /// <summary>The conductances of this step; those of the next are written, decayed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void TakeConductances<T>(int first, in PyramidalCoefficients<T> c, out PyramidalConductances<T> g)
        where T : unmanaged, ILanes<T>
    {
        g.SomaAmpa = T.Load(SomaAmpa + first);
        g.SomaGaba = T.Load(SomaGaba + first);
        g.DendriteAmpa = T.Load(DendriteAmpa + first);
        g.DendriteGaba = T.Load(DendriteGaba + first);
        PyramidalConductances<T> next = g.Decayed(in c);
        T.Store(next.SomaAmpa, SomaAmpa + first);
        T.Store(next.SomaGaba, SomaGaba + first);
        T.Store(next.DendriteAmpa, DendriteAmpa + first);
        T.Store(next.DendriteGaba, DendriteGaba + first);
    }
}
