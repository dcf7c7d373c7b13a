using Spiking.Papers;
using Spiking.Tests.Commands;

namespace Spiking.Tests.Papers;

/// <summary>The papers that come with the program: claims hold, and those on the rule turn red where it is broken.</summary>
public sealed class PapersTests
{
    [TestCase("payeur-2021")]
    [TestCase("greedy-2022")]
    [Category("Science")]
    public void Every_claim_that_is_expected_to_hold_does(string paper)
    {
        using TemporaryFolder folder = new();
        SimulatorProcess.Here("reproduce", paper, "--quick", "--figures", "none", "-o", folder.Path).Ended(0);
    }

    [Test]
    public void Without_depression_every_claim_on_pairings_turns_red()
    {
        string[] claims = ["stdp-crossing", "irregular-low", "irregular-high", "bcm-crossing", "bcm-threshold", "sign-by-bursts-5hz",
            "sign-by-bursts-10hz"];
        string[] call =
            ["reproduce", "payeur-2021", "--figures", "none", "--realizations", "2", .. claims.SelectMany(name => new[] { "--only", name }),
                "-o"];
        using TemporaryFolder sound = new(), broken = new();
        SimulatorProcess.Here([.. call, sound.Path]).Ended(0);
        SimulatorProcess.Here(
            [.. call, broken.Path, "--set", "curves[0].initialBurstProbability=0", "--set", "plasticity.averagingTime=1000000 s"])
            .Ended(1);
        foreach ((TemporaryFolder folder, string verdict) in new[] { (sound, "holds"), (broken, "does not hold") })
            Assert.That(RunTable.Read(folder.File("payeur-2021/claims.csv")).Rows.Where(row => claims.Contains(row["claim"]))
                .Select(row => row["verdict"]), Is.EqualTo(Enumerable.Repeat(verdict, claims.Length)));
    }
}
