using System.Globalization;
using Spiking.Numerics;
using Spiking.Runs;
using Spiking.Sweeps;

namespace Spiking.Tests.Sweeps;

/// <summary>How what is typed becomes the runs of a sweep.</summary>
public class SweepPlanTests
{
    [Test]
    public void A_grid_takes_every_value_with_every_other_and_every_seed()
    {
        SweepPlan plan = Create(["task.epochs=1,2", "populations.*.size=400,500", "duration=4 s"], seeds: "1..3");
        Assert.Multiple(() =>
        {
            Assert.That(plan.Points.Select(point => string.Join('|', point)), Is.EqualTo(new[] { "1|400", "1|500", "2|400", "2|500" }));
            Assert.That(plan.Runs().Count(), Is.EqualTo(12));
            Assert.That(
                plan.Overrides(plan.Runs().ElementAt(4)), Is.EqualTo(new[] { "duration=4 s", "task.epochs=1", "populations.*.size=500" }));
            Assert.That(plan.Label(plan.Runs().ElementAt(4)), Is.EqualTo("epochs 1, size 500, seed 2"));
        });
    }

    [Test]
    public void A_zip_takes_one_value_of_each_together() =>
        Assert.That(Create(["a=1,2", "b=x,y"], combination: Combination.Zip).Points.Select(point => string.Join('|', point)),
            Is.EqualTo(new[] { "1|x", "2|y" }));

    [Test]
    public void Commas_within_a_value_do_not_divide_it() => Assert.That(
        Create(["recorders=[{\"type\": \"rates\", \"bin\": \"1 s\"}],[]", "description=\"a, b\",\"c\""]).Points
            .Select(point => point[0] + point[1]),
        Is.EqualTo(new[]
        {
            "[{\"type\": \"rates\", \"bin\": \"1 s\"}]\"a, b\"", "[{\"type\": \"rates\", \"bin\": \"1 s\"}]\"c\"", "[]\"a, b\"", "[]\"c\"",
        }));

    [TestCase("rate=0..1:5", "0,0.25,0.5,0.75,1")]
    [TestCase("rate=1 Hz..2 Hz:3", "1 Hz,1.5 Hz,2 Hz")]
    [TestCase("rate=500 ms..1 s:2", "500 ms,1000 ms")]
    [TestCase("rate=1..2 s:2", "1 s,2 s")]
    [TestCase("size=100..300:3", "100,200,300")]
    [TestCase("x=-1.5..-0.5:2", "-1.5,-0.5")]
    public void A_range_with_a_number_is_evenly_spaced(string setting, string values) =>
        Assert.That(Create([setting]).Points.Select(point => point[0]), Is.EqualTo(values.Split(',')));

    [Test]
    public void Every_stratum_of_a_range_is_sampled_exactly_once()
    {
        const int Points = 40;
        SweepPlan plan = Create(["a=2.0..6.0", "b=10 ms..50 ms", "c=x,y"], combination: Combination.Sample, samples: Points);
        double[] a = [.. plan.Points.Select(point => double.Parse(point[0], CultureInfo.InvariantCulture))];
        double[] b = [.. plan.Points.Select(point => double.Parse(point[1].Split(' ')[0], CultureInfo.InvariantCulture))];
        Assert.Multiple(() =>
        {
            // Six digits are kept, so a value rounds across the edge of its stratum with probability of some 1e-4; the points are fixed.
            Assert.That(a.Select(value => (int)((value - 2) / 4 * Points)).Order(), Is.EqualTo(Enumerable.Range(0, Points)));
            Assert.That(b.Select(value => (int)((value - 10) / 40 * Points)).Order(), Is.EqualTo(Enumerable.Range(0, Points)));
            Assert.That(plan.Points.Count(point => point[2] == "x"), Is.EqualTo(Points / 2));
            Assert.That(a, Is.Not.Ordered);
        });
    }

    // Fisher and Yates and uniform places within strata: the correlation of two columns is that of independent numbers, of standard
    // deviation
    // 1 / sqrt(n - 1) = 0.0708 for 200 points; 4 standard deviations are 0.283.
    [Test]
    public void Two_sampled_values_are_not_correlated()
    {
        SweepPlan plan = Create(["a=0.0..1.0", "b=0.0..1.0"], combination: Combination.Sample, samples: 200);
        double[] a = [.. plan.Points.Select(point => double.Parse(point[0], CultureInfo.InvariantCulture) - 0.5)];
        double[] b = [.. plan.Points.Select(point => double.Parse(point[1], CultureInfo.InvariantCulture) - 0.5)];
        double correlation = a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(x => x * x));
        Assert.That(Math.Abs(correlation), Is.LessThan(0.283));
    }

    [Test]
    public void A_range_of_whole_numbers_gives_whole_numbers_each_as_often()
    {
        RandomStream random = new(RandomKey.Of(40, RandomPurpose.ParameterSample));
        Assert.That(SweepAxis.Parse("n=1..4").Sample(40, ref random).GroupBy(value => value).ToDictionary(g => g.Key, g => g.Count()),
            Is.EquivalentTo(new Dictionary<string, int>
            {
                ["1"] = 10,
                ["2"] = 10,
                ["3"] = 10,
                ["4"] = 10,
            }));
    }

    // Two runs of the same point would claim the same folder.
    [Test]
    public void A_point_that_is_drawn_several_times_is_run_once() =>
        Assert.That(Create(["n=1..2", "m=a,b"], combination: Combination.Sample, samples: 40).Runs().Select(run => run.Folder),
            Is.Unique.And.Exactly(4).Items);

    [Test]
    public void The_points_of_a_sample_are_the_same_in_every_process() => Assert.That(
        Create(["a=0.0..1.0"], combination: Combination.Sample, samples: 5).Points.Select(p => p[0]),
        Is.EqualTo(Create(["a=0.0..1.0", "b=1,2"], combination: Combination.Sample, samples: 5).Points.Select(p => p[0])));

    [Test]
    public void Two_points_never_share_a_folder()
    {
        SweepPlan plan = Create(["a.x=u v,uv", "b.x=u/v,u:v"]);
        string[] folders = [.. plan.Runs().Select(run => run.Folder)];
        Assert.Multiple(() =>
        {
            Assert.That(folders.Distinct(StringComparer.OrdinalIgnoreCase).Count(), Is.EqualTo(4));
            Assert.That(folders,
                Has.All.Matches<string>(
                    folder => Path.GetDirectoryName(folder)!.All(c => char.IsAsciiLetterOrDigit(c) || "=,.+-_".Contains(c))));
        });
    }

    [Test]
    public void More_seeds_leave_the_folders_of_the_others_as_they_are()
    {
        string[] few = [.. Create(["a=1,2"], seeds: "1..2").Runs().Select(run => run.Folder)];
        Assert.That(Create(["a=1,2,3"], seeds: "1..5").Runs().Select(run => run.Folder), Is.SupersetOf(few));
    }

    [TestCase("1..3,7", new long[] { 1, 2, 3, 7 })]
    [TestCase("0", new long[] { 0 })]
    public void Seeds_are_read(string text, long[] seeds) => Assert.That(SweepPlan.ParseSeeds(text), Is.EqualTo(seeds));

    [TestCase("3..1")]
    [TestCase("1..2..3")]
    [TestCase("-1")]
    [TestCase("a")]
    [TestCase("1,1")]
    [TestCase("")]
    [TestCase("0..99999999999")]
    public void What_is_no_seed_is_refused(string text) =>
        Assert.That(() => SweepPlan.ParseSeeds(text), Throws.TypeOf<CommandException>().With.Message.StartsWith("--seeds"));

    [TestCase("a", "path=value")]
    [TestCase("a=1,,2", "empty")]
    [TestCase("a=1,1", "twice")]
    [TestCase("a=100pA,300 pA,0.1 nA", "the value '100pA' is listed twice, again as '0.1 nA'")]
    [TestCase("a=1..5", "low..high:5")]
    [TestCase("a=5..1:3", "must rise")]
    [TestCase("a=1 s..5 Hz:3", "different dimensions")]
    [TestCase("a=1..3:1", "at least 2")]
    [TestCase("a=x..y", "from one number to another")]
    [TestCase("seed=1,2", "--seeds")]
    public void A_mistake_is_named(string setting, string sentence) =>
        Assert.That(() => Create([setting]), Throws.TypeOf<CommandException>().With.Message.Contains(sentence));

    [TestCase("p.exc.size=1,2", "p.*.size=2,3", "--set p.*.size changes p.exc.size, too, which is swept")]
    [TestCase("p.*.size=2,3", "p.exc.size=1,2", "--set p.exc.size changes p.*.size, too, which is swept")]
    [TestCase("q[0].plasticity.rate=1,2", "q[0].plasticity=null,{}", "--set q[0].plasticity changes q[0].plasticity.rate, too")]
    [TestCase("q[*].weight=2,3", "q[1].weight=2,3", "--set q[1].weight changes q[*].weight, too")]
    [TestCase("p.exc.size=5", "p.*.size=2,3", "--set p.exc.size=5 would change nothing, because p.*.size")]
    [TestCase("a=1", "a=2,3", "--set a=1 would change nothing")]
    public void A_value_that_another_swept_one_replaces_is_refused(string one, string other, string sentence) =>
        Assert.That(() => Create([one, other]), Throws.TypeOf<CommandException>().With.Message.Contains(sentence));

    [TestCase("p.*.size=5", "p.exc.size=2,3")]
    [TestCase("q[0].plasticity=null,{}", "q[0].plasticity.rate=1,2")]
    [TestCase("p.exc.size=1,2", "p.inh.size=1,2")]
    [TestCase("q[0].weight=1,2", "q[10].weight=1,2")]
    public void Values_that_leave_each_other_alone_are_swept(string one, string other) =>
        Assert.That(Create([one, other]).Points, Has.Count.GreaterThan(1));

    [Test]
    public void The_seed_is_not_given_twice() => Assert.That(() => Create(["seed=4"], seeds: "1..2"),
        Throws.TypeOf<CommandException>().With.Message.Contains("--set seed=4 would change nothing"));

    [Test]
    public void A_sweep_with_other_values_and_seeds_is_joined_to_the_one_before()
    {
        SweepPlan earlier = Create(["a=1 s,2 s", "b=5"], seeds: "1..2"), plan = Create(["a=2000ms,3 s", "b=5"], seeds: "2,3");
        SweepPlan joined = plan.JoinedTo(earlier)!;
        Assert.Multiple(() =>
        {
            Assert.That(joined.Points.Select(point => point[0]), Is.EqualTo(new[] { "1 s", "2 s", "3 s" }), "the spelling of before");
            Assert.That(joined.Seeds, Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(plan.RunsOf(joined).Select(run => (run.Point[0], run.Seed)),
                Is.EqualTo(new (string, long?)[] { ("2 s", 2), ("2 s", 3), ("3 s", 2), ("3 s", 3) }));
            Assert.That(plan.JoinedTo(joined)!.Runs().Select(run => run.Folder), Is.EqualTo(joined.Runs().Select(run => run.Folder)),
                "every task of an array job finds the same order");
            Assert.That(Create(["a=1 s,2 s"], seeds: "1").JoinedTo(earlier), Is.Null, "b is not the same in all runs");
            Assert.That(Create(["c=1,2", "b=5"], seeds: "1").JoinedTo(earlier), Is.Null, "another value varies");
            Assert.That(Create(["a=1 s,2 s", "b=5"]).JoinedTo(earlier), Is.Null, "the seed of the file may be one of the seeds");
        });
    }

    [Test]
    public void Mistakes_of_combining_are_named() => Assert.Multiple(() =>
    {
        Assert.That(() => Create(["a=1,2", "b=1,2,3"], combination: Combination.Zip),
            Throws.TypeOf<CommandException>().With.Message.Contains("a has 2, b has 3"));
        Assert.That(() => Create(["a=1,2", "a=3,4"]), Throws.TypeOf<CommandException>().With.Message.Contains("swept twice"));
        Assert.That(() => Create(["b=1"], combination: Combination.Sample, samples: 3),
            Throws.TypeOf<CommandException>().With.Message.Contains("needs a range"));
        Assert.That(
            () => Create(["a=0..1000000:1000", "b=0..1000000:1000", "c=0..1000000:1000"]),
            Throws.TypeOf<CommandException>().With.Message.Contains("1E+09 points"));
    });

    private static SweepPlan Create(string[] settings, string? seeds = null, Combination combination = Combination.Grid, int samples = 0) =>
        SweepPlan.Create("file.json", settings, seeds is null ? [] : SweepPlan.ParseSeeds(seeds), combination, samples);

    [TestCase("projections[0].weight", "excitatory → all: weight ($g_L$)")]
    [TestCase("projections[1].shortTermPlasticity.utilization", "inhibitory → all: short term plasticity utilization")]
    [TestCase("projections[*].delay", "all projections: delay")]
    [TestCase("populations.inhibitory.size", "inhibitory: size")]
    [TestCase("populations.*.size", "all populations: size")]
    [TestCase("projections[2].weight", "other")]
    [TestCase("projections[x].weight", "other")]
    [TestCase("projections[0]", "other")]
    [TestCase("populations.inhibitory.currents[0].amplitude", "inhibitory: current 1 amplitude")]
    [TestCase("neuronModels.lif.refractoryPeriod", "lif: refractory period")]
    [TestCase("task.exampleDuration", "Other")]
    public void Figures_name_a_swept_value_in_words(string path, string name)
    {
        Assert.That(new SweptNames(Path.Combine(TestFiles.Networks, "coba.json")).Of(path, "other"), Is.EqualTo(name));
        Assert.That(new SweptNames("gone.json").Of("projections[0].weight", "other"), Is.EqualTo("other"));
    }

    [Test]
    public void Figures_name_the_projections_that_a_file_inherits()
    {
        SweptNames heir = new(Path.Combine(TestFiles.Networks, "brunel-stdp.json")),
            ancestor = new(Path.Combine(TestFiles.Networks, "brunel.json"));

        Assert.That(heir.Of("projections[1].delay", "other"), Is.EqualTo(ancestor.Of("projections[1].delay", "?")).And.Contains("→"));
    }
}
