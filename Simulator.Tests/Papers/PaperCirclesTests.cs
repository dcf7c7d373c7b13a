using System.Text.Json;
using Spiking.Papers;
using Spiking.Tests.Reference;

namespace Spiking.Tests.Papers;

/// <summary>The results of others that figures of papers show are those of the reference files.</summary>
public sealed class PaperCirclesTests
{
    // Values have four digits.
    private const double Rounding = 0.6e-3;

    private static readonly PaperDescription s_payeur = Paper("payeur-2021"), s_greedy = Paper("greedy-2022");

    [TestCase("som", 2, "som->pyr weight 0")]
    [TestCase("som", 1, "som->pyr weight 0.0005")]
    [TestCase("som", 0, "som->pyr weight 0.001 (default)")]
    [TestCase("vip", 0, "som->pyr weight 0.001 (default)")]
    [TestCase("vip", 1, "VIP current 50 pA")]
    [TestCase("release", 0, "U 0.015")]
    [TestCase("release", 1, "som->pyr weight 0.001 (default)")]
    [TestCase("excitability", 0, "som->pyr weight 0.001 (default)")]
    [TestCase("excitability", 1, "g_d 1300 pA")]
    public void Burst_probabilities_by_dendritic_current(string figure, int line, string curve)
    {
        JsonElement reference = ReferenceData.Load("dendritic-transfer");
        AssertEqual(s_payeur, figure, 0, line, reference.Numbers("dendritic_current_pA"),
            reference.GetProperty("curves").GetProperty(curve).Numbers("burst_probability"));
    }

    [Test]
    public void XOR_in_two_phases()
    {
        JsonElement reference = ReferenceData.Load("xor-burstprop");
        double[] costs = reference.Numbers("epoch_cost");
        int[] starts = [.. Enumerable.Range(0, 25).Select(i => 20 * i)];
        AssertEqual(s_payeur, "xor", 0, 0, [.. starts.Select(start => start + 5.5)],
            [.. starts.Select(start => costs[start..(start + 10)].Average())]);
        double[] epochs = reference.Numbers("weight_epochs"), weights = reference.GetProperty("mean_weights").Numbers("hid1_to_out");
        AssertEqual(s_payeur, "xor", 3, 0, [.. epochs.Where((_, i) => i % 4 == 0)], [.. weights.Where((_, i) => i % 4 == 0)]);
        foreach ((int panel, string population) in new[] { (1, "output"), (2, "hidden1") })
            foreach ((int line, string test) in new[] { (0, "test_before"), (1, "test_after") })
                foreach (JsonProperty pattern in reference.GetProperty(test).GetProperty(population).EnumerateObject())
                    Assert.That(Circles(s_payeur, "xor", panel, line).Values[pattern.Name],
                        Is.EqualTo(pattern.Value.GetProperty("event_rate").GetDouble()).Within(100 * Rounding).Percent, test);
    }

    [TestCase(0, "burstccn_single_phase")]
    [TestCase(1, "burstprop_single_phase")]
    [TestCase(2, "burstccn_two_phase")]
    [TestCase(3, "burstprop_two_phase")]
    public void XOR_by_our_second_program(int line, string name)
    {
        JsonElement reference = ReferenceData.Load("burstccn-spiking").GetProperty("cases").GetProperty(name);
        double[] epochs = reference.Numbers("epoch");
        bool IsShown(int i) => epochs[i] == 1 || epochs[i] % 5 == 0;
        foreach ((int panel, string key) in new[] { (0, "cost"), (2, "mean_weight_v1") })
            AssertEqual(s_greedy, "four-cases", panel, line, [.. epochs.Where((_, i) => IsShown(i))],
                [.. reference.GetProperty(key).Numbers("mean").Where((_, i) => IsShown(i))]);
        double[][] tests = [.. reference.GetProperty("final_test_event_rates_hz").EnumerateArray()
            .Select(seed => seed.EnumerateArray().Select(rate => rate.GetDouble()).ToArray())];
        AssertEqual(s_greedy, "four-cases", 1, line, null, [.. Enumerable.Range(0, 4).Select(p => tests.Average(seed => seed[p]))]);
        Assert.That(Circles(s_greedy, "four-cases", 0, line) is { Source: "second implementation", Sample: "mean of n = 5 seeds" });
        Assert.That(tests, Has.Length.EqualTo(5));
    }

    [Test]
    public void Learning_of_MNIST()
    {
        JsonElement runs = ReferenceData.Load("mnist-published").GetProperty("runs");
        double[] one = runs.GetProperty("burstccn-seed-1").Numbers("test_error_percent"),
            two = runs.GetProperty("burstccn-seed-2").Numbers("test_error_percent");
        AssertEqual(s_greedy, "mnist", 0, 1, [1, 2, 3, 4, 5, 6], [.. two.Select((error, i) => (one[i] + error) / 2)]);
    }

    [TestCase(0, "output_event_rates", 1)]
    [TestCase(1, "output_burst_probs_indirect", 1)]
    [TestCase(2, "input_burst_probs_indirect", 1)]
    [TestCase(3, "input_soma_input_weights", 86.486)]
    public void The_target_rate_task(int panel, string key, double factor)
    {
        JsonElement reference = ReferenceData.Load("burstccn-target-rate");
        double[] times = reference.Numbers("time_s"), values = reference.Numbers(key);
        int[] shown = [.. Enumerable.Range(0, 50).Select(i => (4 * i) + 2)];
        AssertEqual(s_greedy, "target-rate", panel, 0, [.. shown.Select(i => times[i])], [.. shown.Select(i => factor * values[i])]);
    }

    private static PaperDescription Paper(string name) =>
        PaperDescription.File.Load(Path.Combine(TestFiles.Networks, "studies", name + ".json"));

    private static PaperCirclesDescription Circles(PaperDescription paper, string figure, int panel, int line) =>
        paper.Figures[figure].Panels[panel].Lines[line].Circles!;

    private static void AssertEqual(PaperDescription paper, string figure, int panel, int line, double[]? x, double[] y)
    {
        PaperCirclesDescription circles = Circles(paper, figure, panel, line);
        if (x is not null) Assert.That(circles.Values.Keys.Select(at => PaperFigures.PositionOf(at)!.Value), Is.EqualTo(x));
        Assert.That(circles.Values, Has.Count.EqualTo(y.Length));
        foreach (((string at, double value), double expected) in circles.Values.Zip(y))
            Assert.That(value, Is.EqualTo(expected).Within(Rounding * Math.Abs(expected)), $"{figure}, {at}");
    }
}
