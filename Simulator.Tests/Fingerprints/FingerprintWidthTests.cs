using Spiking.Numerics;

namespace Spiking.Tests.Fingerprints;

/// <summary>
/// The runs of the table of fingerprints with vectors of every width that this machine has. Nothing else runs meanwhile, because the width
/// is that of the whole process.
/// </summary>
[NonParallelizable]
public class FingerprintWidthTests
{
    [TestCase(128)]
    [TestCase(256)]
    [TestCase(512)]
    public void The_vector_width_does_not_matter(int bits)
    {
        if (!LaneWidth.Possible.Contains(bits)) Assert.Ignore($"this machine has no vectors of {bits} bits");
        int usual = LaneWidth.Bits;
        if (bits == usual) Assert.Ignore($"all other runs of this process have vectors of {bits} bits");
        LaneWidth.Choose(bits);
        try
        {
            FingerprintTests.Compare(FingerprintTable.Compute(threads: 1));
        }
        finally
        {
            LaneWidth.Choose(usual);
        }
    }
}
