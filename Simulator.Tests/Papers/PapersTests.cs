using Spiking.Tests.Commands;

namespace Spiking.Tests.Papers;

/// <summary>Whole papers: every claim that is expected to hold does, and no control shows it.</summary>
[Category("Science")]
public sealed class PapersTests
{
    [TestCase("payeur-2021")]
    [TestCase("greedy-2022")]
    public void Every_claim_that_is_expected_to_hold_does(string paper)
    {
        using TemporaryFolder folder = new();
        SimulatorProcess.Here("reproduce", paper, "--quick", "--figures", "none", "-o", folder.Path).Ended(0);
    }
}
