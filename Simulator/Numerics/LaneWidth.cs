using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Spiking.Numerics;

/// <summary>
/// Width of the vectors in which neurons advance and matrices are multiplied. It is a matter of speed only: every width gives the same
/// bits.
/// </summary>
internal static class LaneWidth
{
    /// <summary>The widest vectors of this machine (bits).</summary>
    // .NET does not count AVX-512 as accelerated where wide instructions slow the clock down; kernels gain from it nevertheless.
    public static int Widest => Avx512F.IsSupported ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>
    /// Whether the machine has 32 vector registers and not 16: room for the constants of a kernel beside the state of a vector of neurons.
    /// </summary>
    public static bool HasManyRegisters => Avx512F.VL.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Width of the vectors in use (bits): the widest, unless something else was chosen.</summary>
    public static int Bits { get; private set; } = Widest;

    /// <summary>The widths that this machine has (bits).</summary>
    public static IReadOnlyList<int> Possible { get; } = Widest switch { 512 => [128, 256, 512], 256 => [128, 256], _ => [128] };

    /// <summary>Chooses the width for what is built from now on.</summary>
    /// <param name="bits">128, 256 or 512.</param>
    /// <exception cref="ArgumentOutOfRangeException">The machine has no such vectors.</exception>
    public static void Choose(int bits)
    {
        if (!Possible.Contains(bits))
            throw new ArgumentOutOfRangeException(nameof(bits), bits, $"the widest vectors here have {Widest} bits.");
        Bits = bits;
    }
}
