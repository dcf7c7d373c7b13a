namespace Spiking.Numerics;

/// <summary>A vector of float32 lanes, loaded from and stored to arrays of neuron state that are padded to whole vectors.</summary>
/// <typeparam name="T">The implementing type.</typeparam>
public unsafe interface ILanes<T> : IReal<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Loads <see cref="Count"/> consecutive values.</summary>
    static abstract T Load(float* source);

    /// <summary>Loads one value into every lane.</summary>
    static abstract T Repeat(float* source);

    /// <summary>Loads the values at <see cref="Count"/> consecutive indices.</summary>
    static abstract T Gather(float* source, ushort* indices);

    /// <summary>Loads the pairs of consecutive values at <see cref="Count"/> consecutive indices: pair i is at 2 i and 2 i + 1.</summary>
    static abstract void GatherPairs(float* source, ushort* indices, out T first, out T second);

    /// <summary>Stores <see cref="Count"/> consecutive values.</summary>
    static abstract void Store(in T value, float* destination);

    /// <summary>Mask of the lanes whose integer, a time step, is after the given step.</summary>
    static abstract T After(int* steps, int step);

    /// <summary>One bit per lane, lane 0 lowest.</summary>
    static abstract ulong Bits(in T mask);

    /// <summary>Multiplies by 2^n, where n is the integer that was added to 1.5 * 2^23 to give <paramref name="shifted"/>.</summary>
    static abstract T ScaleByPowerOfTwo(in T value, in T shifted);
}
