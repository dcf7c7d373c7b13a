using System.Text.Json;
using Spiking.Tests.Commands;
using Spiking.Tests.Reference;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>
/// The whole XOR experiment, seeds 1 to 5, against the published program's run. About an hour on two cores; to look at runs that are there
/// already, set SPIKING_XOR_RESULTS to the folder with seed-1 to seed-5.
/// </summary>
/// <remarks>
/// The runs are made with the published program's burst detector, a trace. It misses events that follow a burst by less than 23 ms, which
/// the file's rule of 16 ms counts; weights learn up to a tenth faster with them (docs/burstccn.md). With the same detector every
/// comparison is one of a mean and the spread of our seeds alone; the test after learning takes one number, the lateness of its windows,
/// from the published run itself.
/// </remarks>
[Category("Science")]
public class XorAgreementTests
{
    private const int Runs = 5;

    private static readonly string[] Patterns = ["00", "10", "01", "11"];
    private static readonly string[] Populations = ["input1", "input2", "hidden1", "hidden2", "output"];
    private static readonly JsonElement Reference = ReferenceData.Load("xor-burstprop");
    private XorRunFiles[] _runs = [];

    [OneTimeSetUp]
    public void Run()
    {
        string? folder = Environment.GetEnvironmentVariable("SPIKING_XOR_RESULTS");
        if (folder is null)
        {
            string root = Directory.CreateTempSubdirectory("xor-").FullName;
            string network = Path.Combine(TestContext.CurrentContext.TestDirectory, "networks", "xor-burstprop.json");
            string[] arguments = ["run", network, "--realizations", "5", "--set", "burstDetection=trace", "--output", root];
            Assert.That(SimulatorProcess.Here(arguments).ExitCode, Is.Zero);
            folder = Path.Combine(root, "xor-burstprop");
        }

        _runs = [.. Enumerable.Range(1, Runs).Select(seed => new XorRunFiles(Path.Combine(folder, $"seed-{seed}")))];
    }

    [Test]
    public void Every_seed_solves_xor()
    {
        foreach (XorRunFiles run in _runs)
        {
            Assert.That(run.DecisionRates["10"], Is.GreaterThan(6));
            Assert.That(run.DecisionRates["01"], Is.GreaterThan(6));
            Assert.That(run.DecisionRates["00"], Is.LessThan(6));
            Assert.That(run.DecisionRates["11"], Is.LessThan(6));
        }
    }

    [Test]
    public void Rates_before_learning_agree() => CompareRates("before", lateness: 0);

    /// <summary>
    /// In the published run the rates of the final test are those of windows that lie about a quarter of a second late: the inputs, which
    /// do not learn, answer 00 with 2.25 and not 2.04 Hz where 10 follows, and 10 with 8.10 and not 8.34 Hz where 01 follows, each about
    /// 3.5 % of the way to the next pattern, while the last pattern, followed by nothing, is unchanged. (The test before learning, early
    /// in the run, shows no such shift.) Its cause is a float: 0.9f * 8 s is truncated to 71,999 steps, so every example is one step of
    /// 0.1 ms short, 0.2 s after 2,000 of them. The fraction is measured on the input populations alone and then applied to ours for all
    /// populations.
    /// </summary>
    [Test]
    public void Rates_after_learning_agree_with_late_windows()
    {
        double product = 0, square = 0;
        foreach (string population in Populations.Take(2))
        {
            for (int i = 0; i + 1 < Patterns.Length; i++)
            {
                double own = _runs.Average(r => r.Rates("after", population, Patterns[i]).Event);
                double step = _runs.Average(r => r.Rates("after", population, Patterns[i + 1]).Event) - own;
                product += (Published("after", population, Patterns[i]).Event - own) * step;
                square += step * step;
            }
        }

        double lateness = product / square;
        Notes.Add($"windows of the published final test: {100 * lateness:F1} % in the next pattern");
        Assert.That(lateness, Is.InRange(0.02, 0.05));
        CompareRates("after", lateness);
    }

    private void CompareRates(string test, double lateness)
    {
        SingleRunAgreement agreement = new(Runs);
        foreach (string population in Populations)
        {
            for (int i = 0; i < Patterns.Length; i++)
            {
                string pattern = Patterns[i], next = Patterns[Math.Min(i + 1, Patterns.Length - 1)];
                (double events, double bursts) = Published(test, population, pattern);
                double Late(double own, double following) => (1 - lateness) * own + lateness * following;
                agreement.Add(
                    $"events {population} {pattern}",
                    events,
                    _runs.Select(r => Late(r.Rates(test, population, pattern).Event, r.Rates(test, population, next).Event)));
                agreement.Add(
                    $"bursts {population} {pattern}",
                    bursts,
                    _runs.Select(r => Late(r.Rates(test, population, pattern).Burst, r.Rates(test, population, next).Burst)));
            }
        }

        agreement.Check();
    }

    [Test]
    public void Cost_agrees()
    {
        // Means over 50 epochs: the cost itself jumps by 0.07 from epoch to epoch.
        const int Block = 50;
        double[] reference = Reference.Numbers("epoch_cost");
        SingleRunAgreement agreement = new(Runs);
        for (int first = 0; first < reference.Length; first += Block)
        {
            agreement.Add(
                $"cost of epochs {first + 1} to {first + Block}",
                reference.AsSpan(first, Block).ToArray().Average(),
                _runs.Select(r => r.Cost.AsSpan(first, Block).ToArray().Average()));
        }

        agreement.Check();
    }

    [Test]
    public void Mean_weights_agree()
    {
        int[] epochs = Reference.Integers("weight_epochs");
        SingleRunAgreement agreement = new(Runs);
        foreach ((string key, string from, string to) in new[]
        {
            ("in1_to_hid1", "input1", "hidden1"), ("in1_to_hid2", "input1", "hidden2"), ("in2_to_hid1", "input2", "hidden1"),
            ("in2_to_hid2", "input2", "hidden2"), ("hid1_to_out", "hidden1", "output"), ("hid2_to_out", "hidden2", "output"),
        })
        {
            double[] reference = Reference.GetProperty("mean_weights").Numbers(key);
            for (int i = 5; i < epochs.Length; i += 5)
            {
                agreement.Add(
                    $"{key} after epoch {epochs[i]}",
                    reference[i],
                    _runs.Select(r => r.Weights(from, to)[epochs[i] - 1]));
            }
        }

        agreement.Check();
    }

    private static (double Event, double Burst) Published(string test, string population, string pattern)
    {
        JsonElement rates = Reference.GetProperty("test_" + test).GetProperty(population).GetProperty(pattern);
        return (rates.GetProperty("event_rate").GetDouble(), rates.GetProperty("burst_rate").GetDouble());
    }
}
