using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>
/// The innermost loop of a product: a tile of 6 or 4 rows by two vectors stays in registers while k runs. Each step loads two vectors of
/// the right factor and repeats one number of every row of the left factor.
/// </summary>
/// <remarks>
/// 1. Twelve (eight) accumulators hide the latency of a fused multiply-add: four cycles, two of them begun in each.
/// 2. 6 x 2 accumulators, 2 vectors and a repeated number are 15 of the 16 registers that AVX2 has.
/// 3. Every element of the tile is one chain of fused multiply-adds in the order of k whatever the width of the vectors is.
/// </remarks>
internal static unsafe class ProductTile
{
    // Compiled at once with full optimization: a loop that is entered a few times and runs long would begin in slow code.
    private const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization;

    /// <summary>Adds the product of six rows and two vectors of columns to a tile.</summary>
    /// <param name="count">Number of steps along k.</param>
    /// <param name="left">First row of the left factor.</param>
    /// <param name="row">Elements from a row of the left factor to the next.</param>
    /// <param name="step">Elements from a number of a row to the next.</param>
    /// <param name="right">The panel of the right factor: two vectors for every step.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="tileRow">Elements from a row of the tile to the next.</param>
    /// <param name="fresh">Whether the tile begins with zeros instead of what is there.</param>
    [MethodImpl(Kernel)]
    public static void Six<L>(int count, float* left, nint row, nint step, float* right, float* tile, nint tileRow, bool fresh)
        where L : unmanaged, ILanes<L>
    {
        float* l1 = left + row, l2 = l1 + row, l3 = l2 + row, l4 = l3 + row, l5 = l4 + row;
        L a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        L d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        if (!fresh)
        {
            float* t = tile;
            (a0, a1) = (L.Load(t), L.Load(t + L.Count));
            t += tileRow;
            (b0, b1) = (L.Load(t), L.Load(t + L.Count));
            t += tileRow;
            (c0, c1) = (L.Load(t), L.Load(t + L.Count));
            t += tileRow;
            (d0, d1) = (L.Load(t), L.Load(t + L.Count));
            t += tileRow;
            (e0, e1) = (L.Load(t), L.Load(t + L.Count));
            t += tileRow;
            (f0, f1) = (L.Load(t), L.Load(t + L.Count));
        }

        nint i = 0;
        for (; count > 0; count--, i += step, right += 2 * L.Count)
        {
            L r0 = L.Load(right), r1 = L.Load(right + L.Count);
            L x = L.Repeat(left + i);
            a0 = L.MultiplyAdd(x, r0, a0);
            a1 = L.MultiplyAdd(x, r1, a1);
            x = L.Repeat(l1 + i);
            b0 = L.MultiplyAdd(x, r0, b0);
            b1 = L.MultiplyAdd(x, r1, b1);
            x = L.Repeat(l2 + i);
            c0 = L.MultiplyAdd(x, r0, c0);
            c1 = L.MultiplyAdd(x, r1, c1);
            x = L.Repeat(l3 + i);
            d0 = L.MultiplyAdd(x, r0, d0);
            d1 = L.MultiplyAdd(x, r1, d1);
            x = L.Repeat(l4 + i);
            e0 = L.MultiplyAdd(x, r0, e0);
            e1 = L.MultiplyAdd(x, r1, e1);
            x = L.Repeat(l5 + i);
            f0 = L.MultiplyAdd(x, r0, f0);
            f1 = L.MultiplyAdd(x, r1, f1);
        }

        L.Store(a0, tile);
        L.Store(a1, tile + L.Count);
        tile += tileRow;
        L.Store(b0, tile);
        L.Store(b1, tile + L.Count);
        tile += tileRow;
        L.Store(c0, tile);
        L.Store(c1, tile + L.Count);
        tile += tileRow;
        L.Store(d0, tile);
        L.Store(d1, tile + L.Count);
        tile += tileRow;
        L.Store(e0, tile);
        L.Store(e1, tile + L.Count);
        tile += tileRow;
        L.Store(f0, tile);
        L.Store(f1, tile + L.Count);
    }

    /// <summary>The same for four rows: 32 examples are four times six rows and twice four.</summary>
    [MethodImpl(Kernel)]
    public static void Four<L>(int count, float* left, nint row, nint step, float* right, float* tile, nint tileRow, bool fresh)
        where L : unmanaged, ILanes<L>
    {
        float* l1 = left + row, l2 = l1 + row, l3 = l2 + row;
        L a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        if (!fresh)
        {
            float* t = tile;
            (a0, a1) = (L.Load(t), L.Load(t + L.Count));
            t += tileRow;
            (b0, b1) = (L.Load(t), L.Load(t + L.Count));
            t += tileRow;
            (c0, c1) = (L.Load(t), L.Load(t + L.Count));
            t += tileRow;
            (d0, d1) = (L.Load(t), L.Load(t + L.Count));
        }

        nint i = 0;
        for (; count > 0; count--, i += step, right += 2 * L.Count)
        {
            L r0 = L.Load(right), r1 = L.Load(right + L.Count);
            L x = L.Repeat(left + i);
            a0 = L.MultiplyAdd(x, r0, a0);
            a1 = L.MultiplyAdd(x, r1, a1);
            x = L.Repeat(l1 + i);
            b0 = L.MultiplyAdd(x, r0, b0);
            b1 = L.MultiplyAdd(x, r1, b1);
            x = L.Repeat(l2 + i);
            c0 = L.MultiplyAdd(x, r0, c0);
            c1 = L.MultiplyAdd(x, r1, c1);
            x = L.Repeat(l3 + i);
            d0 = L.MultiplyAdd(x, r0, d0);
            d1 = L.MultiplyAdd(x, r1, d1);
        }

        L.Store(a0, tile);
        L.Store(a1, tile + L.Count);
        tile += tileRow;
        L.Store(b0, tile);
        L.Store(b1, tile + L.Count);
        tile += tileRow;
        L.Store(c0, tile);
        L.Store(c1, tile + L.Count);
        tile += tileRow;
        L.Store(d0, tile);
        L.Store(d1, tile + L.Count);
    }
}
