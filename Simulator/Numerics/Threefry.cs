using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spiking.Numerics;

/// <summary>
/// The counter-based generator Threefry-2x32 with 20 rounds: a keyed bijection of 64 bits whose outputs for any sequence of counters
/// are statistically independent uniform bits. There is no state to carry: a random decision is a function of a key (who decides) and
/// a counter (when), so it does not depend on threads or on the order of evaluation.
/// Source: Salmon, Moraes, Dror and Shaw, SC 2011.
/// </summary>
internal static class Threefry
{
    private const uint Parity = 0x1BD11BDA;

    /// <summary>Encrypts one counter. Returns two words of 32 random bits.</summary>
    public static (uint First, uint Second) Block(RandomKey key, uint counter0, uint counter1)
    {
        uint k0 = key.Low, k1 = key.High, k2 = Parity ^ k0 ^ k1;
        uint a = counter0 + k0, b = counter1 + k1;
        Quad(ref a, ref b, 13, 15, 26, 6);
        a += k1;
        b += k2 + 1;
        Quad(ref a, ref b, 17, 29, 16, 24);
        a += k2;
        b += k0 + 2;
        Quad(ref a, ref b, 13, 15, 26, 6);
        a += k0;
        b += k1 + 3;
        Quad(ref a, ref b, 17, 29, 16, 24);
        a += k1;
        b += k2 + 4;
        Quad(ref a, ref b, 13, 15, 26, 6);
        return (a + k2, b + k0 + 5);
    }

    /// <summary>
    /// Encrypts sixteen counters (counter0, counter1 + lane), lanes 0 to 7 in the Low vectors and 8 to 15 in the High ones: word i of lane
    /// l is word i of <see cref="Block"/>. The two halves are independent chains of operations, so the processor overlaps them.
    /// </summary>
    // On its own: as a part of its callers it would be more than the compiler is willing to expand in one piece, and its steps would become
    // calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Threefry16 Block16(RandomKey key, uint counter0, uint counter1)
    {
        Vector256<uint> k0 = Vector256.Create(key.Low), k1 = Vector256.Create(key.High), k2 = Vector256.Create(Parity) ^ k0 ^ k1;
        Vector256<uint> lanes = Vector256.Create(counter1) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7) + k1;
        Vector256<uint> a = Vector256.Create(counter0) + k0, b = lanes;
        Vector256<uint> c = a, d = lanes + Vector256.Create(8u);
        Quad(ref a, ref b, ref c, ref d, 13, 15, 26, 6);
        Inject(ref a, ref b, ref c, ref d, k1, k2, 1);
        Quad(ref a, ref b, ref c, ref d, 17, 29, 16, 24);
        Inject(ref a, ref b, ref c, ref d, k2, k0, 2);
        Quad(ref a, ref b, ref c, ref d, 13, 15, 26, 6);
        Inject(ref a, ref b, ref c, ref d, k0, k1, 3);
        Quad(ref a, ref b, ref c, ref d, 17, 29, 16, 24);
        Inject(ref a, ref b, ref c, ref d, k1, k2, 4);
        Quad(ref a, ref b, ref c, ref d, 13, 15, 26, 6);
        Inject(ref a, ref b, ref c, ref d, k2, k0, 5);
        return new Threefry16 { Low = new() { First = a, Second = b }, High = new() { First = c, Second = d } };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quad(ref uint a, ref uint b, int r0, int r1, int r2, int r3)
    {
        Mix(ref a, ref b, r0);
        Mix(ref a, ref b, r1);
        Mix(ref a, ref b, r2);
        Mix(ref a, ref b, r3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref uint a, ref uint b, int rotation)
    {
        a += b;
        b = uint.RotateLeft(b, rotation) ^ a;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quad(
        ref Vector256<uint> a, ref Vector256<uint> b, ref Vector256<uint> c, ref Vector256<uint> d, int r0, int r1, int r2, int r3)
    {
        Mix(ref a, ref b, ref c, ref d, r0);
        Mix(ref a, ref b, ref c, ref d, r1);
        Mix(ref a, ref b, ref c, ref d, r2);
        Mix(ref a, ref b, ref c, ref d, r3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector256<uint> a, ref Vector256<uint> b, ref Vector256<uint> c, ref Vector256<uint> d, int rotation)
    {
        a += b;
        c += d;
        b = (Vector256.ShiftLeft(b, rotation) | Vector256.ShiftRightLogical(b, 32 - rotation)) ^ a;
        d = (Vector256.ShiftLeft(d, rotation) | Vector256.ShiftRightLogical(d, 32 - rotation)) ^ c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Inject(
        ref Vector256<uint> a,
        ref Vector256<uint> b,
        ref Vector256<uint> c,
        ref Vector256<uint> d,
        Vector256<uint> first,
        Vector256<uint> second,
        uint round)
    {
        second += Vector256.Create(round);
        a += first;
        b += second;
        c += first;
        d += second;
    }
}

/// <summary>Thirty-two random words of sixteen counters: of the lower eight, and of the higher.</summary>
internal struct Threefry16
{
    /// <summary>Words of eight counters.</summary>
    public Threefry8 Low, High;
}

/// <summary>Sixteen random words of eight counters, one counter per lane.</summary>
internal struct Threefry8
{
    /// <summary>The two words of every counter.</summary>
    public Vector256<uint> First, Second;
}
