using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// Current-like feedback f_i (V) into the dendrites of a population: tau_d dV_d/dt = (E_L - V_d) + ... + f, and f decays with tau_fb
/// between the spikes that change it. Source of the idea: Greedy et al. 2022, where dendritic potentials are sums of feedback events and
/// bursts.
/// </summary>
/// <typeparam name="T">Vector of lanes.</typeparam>
internal unsafe struct DendriteFeedback<T>
    where T : unmanaged, ILanes<T>
{
    private readonly float* _values;
    private readonly T _leak;
    private readonly T _decay;

    public DendriteFeedback(PyramidalModelDescription model, double dt, float* values)
    {
        _values = values;
        _leak = T.Broadcast(dt / model.DendriteTimeConstant);
        _decay = T.Broadcast(Math.Exp(-dt / model.FeedbackDecay));
    }

    /// <summary>The potential that f adds to a vector of dendrites in this step, dt/tau_d f; f then decays by exp(-dt/tau_fb).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T Take(int first)
    {
        T feedback = T.Load(_values + first);
        T.Store(feedback * _decay, _values + first);
        return _leak * feedback;
    }
}
