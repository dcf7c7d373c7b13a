using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Spiking.RateModels.Algebra;

/// <summary>Width of the vectors with which matrix products are computed; results do not depend on it.</summary>
internal static class VectorWidth
{
    /// <summary>The widest vectors of this machine (bits).</summary>
    // .NET does not count AVX-512 as accelerated where wide instructions slow the clock down; matrix products gain from it nevertheless.
    public static int Widest => Avx512F.IsSupported ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
