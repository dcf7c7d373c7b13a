using Spiking.Papers;
using Spiking.Runs;

namespace Spiking.Tests.Papers;

/// <summary>Verdicts, computed here by hand from numbers that stand in files.</summary>
public sealed class ClaimEvaluationTests
{
    private static readonly ReferenceDescription s_reference = new() { Value = 10, Spread = 0.4, Source = ReferenceSource.PaperText };

    // Three standard errors of 0.1 are 0.3.
    [TestCase(1.31, 0.1, 1.0, double.NaN, true)]
    [TestCase(1.29, 0.1, 1.0, double.NaN, false)]
    [TestCase(0.69, 0.1, double.NaN, 1.0, true)]
    [TestCase(0.71, 0.1, double.NaN, 1.0, false)]
    [TestCase(1.5, 0.1, 1.0, 2.0, true)]
    [TestCase(1.5, 0.2, 1.0, 2.0, false)]
    [TestCase(1.01, double.NaN, 1.0, double.NaN, true)]
    [TestCase(1.0, double.NaN, 1.0, double.NaN, false)]
    [TestCase(double.NaN, double.NaN, 1.0, double.NaN, false)]
    public void A_mean_keeps_a_distance_of_standard_errors_from_its_bound(
        double mean, double error, double above, double below, bool expected)
    {
        BoundDescription bound = new() { Above = Given(above), Below = Given(below), Because = "b" };
        Assert.That(ClaimEvaluation.IsWithin(new MeasuredNumber(mean, error, 5), bound, null), Is.EqualTo(expected));
    }

    // Standard errors of 0.3 and 0.4 are 0.5 together, three of them 1.5, and the allowance is 0.2.
    [TestCase(11.69, true)]
    [TestCase(11.71, false)]
    [TestCase(8.31, true)]
    [TestCase(8.29, false)]
    public void A_reference_is_met_within_the_errors_of_both_and_the_allowance(double mean, bool expected) =>
        Assert.That(ClaimEvaluation.IsWithin(new MeasuredNumber(mean, 0.3, 5), new BoundDescription { Allowance = 0.2, Because = "b" },
            s_reference), Is.EqualTo(expected));

    [Test]
    public void Numbers_of_the_same_runs_are_combined_run_by_run_and_others_with_independent_errors()
    {
        using TemporaryFolder folder = new();
        // Differences 1 and 3: mean 2, standard error 1. Ratio of means 4 ± 1 and 8 ± 2: 0.5 ± root of (1/8)^2 + (4 * 2/64)^2 = 0.1768.
        Write(folder, "one", ("a", [3, 5]), ("b", [2, 2]));
        Write(folder, "two", ("c", [6, 10]));
        ClaimOutcome difference = Evaluate(folder, Claim("a") with { Minus = new MeasureDescription { Experiment = "one", Number = "b" } });
        ClaimOutcome ratio = Evaluate(folder, Claim("a") with { Over = new MeasureDescription { Experiment = "two", Number = "c" } });
        Assert.Multiple(() =>
        {
            Assert.That(difference.Ours, Is.EqualTo(new MeasuredNumber(2, 1, 2)));
            Assert.That(ratio.Ours!.Value.Mean, Is.EqualTo(0.5));
            Assert.That(ratio.Ours!.Value.StandardError, Is.EqualTo(Math.Sqrt(1 / 64.0 + 1 / 64.0)).Within(1e-12));
        });
    }

    [Test]
    public void The_control_takes_the_place_of_the_experiment_in_all_parts_of_the_claim()
    {
        using TemporaryFolder folder = new();
        Write(folder, "one", ("a", [3, 5]), ("b", [2, 2]));
        Write(folder, "two", ("a", [1, 1]), ("b", [4, 4]));
        ClaimDescription claim = Claim("a") with
        {
            Minus = new MeasureDescription { Experiment = "one", Number = "b" },
            Bound = new BoundDescription { Above = 0, StandardErrors = 1, Because = "b" },
            Control = new ControlDescription { Experiment = "two", Change = "c" },
        };
        ClaimOutcome outcome = Evaluate(folder, claim);
        Assert.That((outcome.Verdict, outcome.Control!.Value.Mean, outcome.ControlShows, outcome.IsRed),
            Is.EqualTo((Verdict.Holds, -3.0, (bool?)false, false)));

        // A bound that anything passes is found out by the control.
        ClaimOutcome loose = Evaluate(folder, claim with { Bound = new BoundDescription { Above = -100, Because = "b" } });
        Assert.That((loose.Verdict, loose.ControlShows, loose.IsRed), Is.EqualTo((Verdict.Holds, (bool?)true, true)));
    }

    [Test]
    public void A_control_may_be_another_number_of_the_same_runs()
    {
        using TemporaryFolder folder = new();
        Write(folder, "one", ("a", [3, 5]), ("b", [2, 2]), ("c", [1, 1]));
        ClaimOutcome outcome = Evaluate(folder, Claim("a") with
        {
            Minus = new MeasureDescription { Experiment = "one", Number = "b" },
            Control = new ControlDescription { Experiment = "one", Number = "c", Change = "c" },
        });
        Assert.That(outcome.Control!.Value.Mean, Is.EqualTo(-1), "c less b: only the first number is replaced");
    }

    [Test]
    public void A_number_that_runs_do_not_measure_is_answered_with_the_nearest()
    {
        using TemporaryFolder folder = new();
        Write(folder, "one", ("task.margin_hz", [3, 5]), ("b", [2, 2]));
        ClaimOutcome outcome = Evaluate(folder, Claim("task.margn_hz"));
        Assert.That(outcome.Reason, Does.Contain("did you mean \"task.margin_hz\"?"));
        Assert.That((outcome.Verdict, outcome.IsRed), Is.EqualTo((Verdict.NotChecked, true)));
    }

    [TestCase("", Taking.Mean, 2.5)]
    [TestCase("population=out", Taking.Mean, 3)]
    [TestCase("population=out;time=0.3..0.4", Taking.Mean, 4)]
    [TestCase("time=0.1..0.3", Taking.Change, 2)]
    [TestCase("", Taking.First, 1)]
    [TestCase("", Taking.Last, 4)]
    [TestCase("", Taking.Smallest, 1)]
    [TestCase("", Taking.Largest, 4)]
    public void Rows_of_a_table_are_chosen_and_a_number_is_taken(string where, object taking, double expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("t.csv"),
            "time,population,\"a, rate\"\n0.1,\"in\"\"\",1\n0.2,out,2\n0.30000000000000004,in,3\n0.4,out,4\n");
        RowFilter[] filters = [.. where.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text => RowFilter.TryParse(text)!)];
        Assert.That(RunTable.Take(RunTable.Read(folder.File("t.csv")).Numbers("a, rate", filters), (Taking)taking), Is.EqualTo(expected));
        Assert.That(() => RunTable.Read(folder.File("t.csv")).Numbers("a,rate", []),
            Throws.TypeOf<FormatException>().With.Message.Contains("did you mean \"a, rate\"?"));
    }

    // Neither a claim that is expected not to hold nor a control is confirmed by a word that is written wrong.
    [Test]
    public void A_claim_about_rows_that_a_table_does_not_have_is_not_checked()
    {
        using TemporaryFolder folder = new();
        Write(folder, "one", ("x", [1, 2]));
        foreach (int seed in new[] { 1, 2 }) File.WriteAllText(folder.File($"one/seed-{seed}/t.csv"), "population,rate\nin,1\n");
        ClaimOutcome outcome = Evaluate(folder, Claim("") with
        {
            Measure = new MeasureDescription { Experiment = "one", Table = "t.csv", Column = "rate", Where = ["population=im"] },
            Expected = Expectation.DoesNotHold,
        });
        Assert.That(outcome.Verdict, Is.EqualTo(Verdict.NotChecked));
        Assert.That(outcome.Reason, Does.EndWith("t.csv has no row with population=im."));
    }

    private static double? Given(double value) => double.IsNaN(value) ? null : value;

    private static ClaimDescription Claim(string number) => new()
    {
        Figure = "1",
        Sentence = "A.",
        Measure = new MeasureDescription { Experiment = "one", Number = number },
        Bound = new BoundDescription { Above = 0, Because = "b" },
    };

    private static void Write(TemporaryFolder folder, string experiment, params (string Name, double[] Values)[] numbers)
    {
        for (int seed = 1; seed <= numbers[0].Values.Length; seed++)
        {
            string run = folder.File(Path.Combine(experiment, $"seed-{seed}"));
            Directory.CreateDirectory(run);
            Measurements.Write(numbers.Select(number => new Measurement(number.Name, number.Values[seed - 1])), run);
        }
    }

    private static ClaimOutcome Evaluate(TemporaryFolder folder, ClaimDescription claim)
    {
        PaperExperimentDescription experiment = new() { File = "n.json", Seeds = 2, Cost = 1 };
        PaperDescription paper = new()
        {
            Name = "p",
            Citation = "c",
            Experiments = new Dictionary<string, PaperExperimentDescription> { ["one"] = experiment, ["two"] = experiment },
            Claims = new Dictionary<string, ClaimDescription> { ["claim"] = claim },
        };
        HashSet<string> finished = [.. Directory.GetDirectories(folder.Path, "seed-*", SearchOption.AllDirectories)];
        return new ClaimEvaluation(PaperPlan.Of(paper, [], quick: false), folder.Path, finished, new Dictionary<string, string>())
            .Evaluate().Single();
    }
}
