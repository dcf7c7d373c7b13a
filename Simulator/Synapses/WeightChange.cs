using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>Change of weights at a spike, one by one or in vectors.</summary>
internal interface IVectorChange
{
    /// <summary>The weight that a weight becomes, cut to its bounds.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="stored">The stored trace of the neuron on the other side of the synapse (<see cref="DecayingTrace"/>).</param>
    /// <param name="factor">What turns it into the trace, or into the change, at the step of the spike.</param>
    float Of(float weight, float stored, float factor);

    /// <summary>The same for a vector of weights, with the same bits.</summary>
    /// <inheritdoc cref="Of(float, float, float)"/>
    T Of<T>(T weight, T stored, T factor)
        where T : unmanaged, ILanes<T>;
}

/// <summary>The change of consecutive weights by a post-synaptic spike: w += factor x_j, cut to 0 .. maximum, with one rounding.</summary>
internal static unsafe class WeightChange
{
    /// <summary>Changes weights in vectors.</summary>
    /// <typeparam name="T">The vectors.</typeparam>
    /// <param name="weights">The weights.</param>
    /// <param name="count">Number of weights.</param>
    /// <param name="sources">Pre-synaptic neuron of every weight.</param>
    /// <param name="trace">Trace x_j of every pre-synaptic neuron.</param>
    /// <param name="factor">Change per unit of the trace.</param>
    /// <param name="maximum">The largest weight allowed.</param>
    /// <remarks>
    /// Neither lanes nor weights depend on one another, so vectors of any width give the same bits as
    /// <see cref="Of(float, float, float, float)"/>. Where the number of weights is no multiple of the lanes, the last vector overlaps the
    /// one before it. It is computed first, from weights not yet changed, and stored last: in the overlap both hold the same. No weight
    /// beyond the given ones is touched.
    /// </remarks>
    public static void Apply<T>(float* weights, int count, ushort* sources, float* trace, float factor, float maximum)
        where T : unmanaged, ILanes<T>
    {
        int last = count - T.Count;
        if (last < 0)
        {
            for (int k = 0; k < count; k++) weights[k] = Of(weights[k], trace[sources[k]], factor, maximum);
            return;
        }

        T factors = T.Broadcast(factor), maxima = T.Broadcast(maximum);
        T lastChanged = Of(T.Load(weights + last), T.Gather(trace, sources + last), factors, maxima);
        for (int k = 0; k < last; k += T.Count)
            T.Store(Of(T.Load(weights + k), T.Gather(trace, sources + k), factors, maxima), weights + k);
        T.Store(lastChanged, weights + last);
    }

    /// <summary>Changes weights one by one, where sources need more than 16 bits.</summary>
    /// <inheritdoc cref="Apply{T}"/>
    public static void Apply(float* weights, int count, int* sources, float* trace, float factor, float maximum)
    {
        for (int k = 0; k < count; k++) weights[k] = Of(weights[k], trace[sources[k]], factor, maximum);
    }

    /// <summary>The weight that a weight becomes.</summary>
    public static float Of(float weight, float trace, float factor, float maximum) =>
        Cut(MathF.FusedMultiplyAdd(factor, trace, weight), maximum);

    /// <summary>The weights that weights become.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T weight, T trace, T factor, T maximum)
        where T : unmanaged, ILanes<T> => Cut(T.MultiplyAdd(factor, trace, weight), maximum);

    /// <summary>A weight within its bounds, 0 and a maximum. A negative zero becomes zero, as in vectors.</summary>
    public static float Cut(float weight, float maximum)
    {
        float cut = weight > 0 ? weight : 0;
        return cut < maximum ? cut : maximum;
    }

    /// <summary>Weights within their bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cut<T>(T weight, T maximum)
        where T : unmanaged, ILanes<T>
    {
        T cut = T.Masked(weight, T.Greater(weight, T.Broadcast(0)));
        return T.Select(T.Greater(maximum, cut), cut, maximum);
    }
}
