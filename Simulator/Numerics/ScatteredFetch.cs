using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Spiking.Numerics;

/// <summary>
/// Values that each lie on a cache line of their own and will be needed soon: a loop that computes something else asks for a few of them in
/// every round.
/// </summary>
/// <remarks>
/// A core keeps track of some twenty lines that are on their way. Asked for all at once, hundreds of lines would hold up whatever comes
/// next; between computations that take longer than a line does they cost nothing but the asking.
/// </remarks>
/// <param name="values">The values.</param>
/// <param name="places">Places among the values.</param>
/// <param name="count">Number of places.</param>
internal unsafe struct ScatteredFetch(float* values, int* places, int count)
{
    /// <summary>Number of values asked for in a round.</summary>
    private const int PerRound = 2;

    private int* _next = places;

    /// <summary>How many rounds the values are enough for; 0 where the processor cannot be asked.</summary>
    public readonly int Rounds => Sse.IsSupported ? count / PerRound : 0;

    /// <summary>Asks for the values of a round, of which there are no more than <see cref="Rounds"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next()
    {
        Sse.Prefetch0(values + _next[0]);
        Sse.Prefetch0(values + _next[1]);
        _next += PerRound;
    }
}
