using Spiking.Papers;
using Spiking.Plotting;
using Spiking.Recording;
using Spiking.Runs;

namespace Spiking.Tests.Papers;

/// <summary>Figures of a paper that several experiments make together, from tables written by hand.</summary>
public sealed class PaperFiguresTests
{
    private TemporaryFolder _folder = null!;
    private Func<string, string> _change = file => file;

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        _change = file => file;
        foreach (string experiment in new[] { "one", "two" })
        {
            Directory.CreateDirectory(_folder.File($"{experiment}/seed-1"));
            File.WriteAllText(_folder.File($"{experiment}/seed-1/t.csv"), "time,name,value\n0,a,1\n10,b,2\n20,c,3\n");
        }
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Results_of_others_are_open_circles_over_lines_and_bars()
    {
        Figure figure = Draw(quick: false);

        PointSeries overLine = Circles(figure.Panels[0]).Single(), overBar = Circles(figure.Panels[1]).Single();
        Assert.That(overLine.Name, Is.EqualTo("published program"));
        Assert.That(overLine.Colour, Is.EqualTo(figure.Panels[0].Series[1].Colour), "the colour of its line");
        Assert.That(overLine.X, Is.EqualTo(new[] { 0, 10.5 }));
        Assert.That(overLine.Y, Is.EqualTo(new[] { 1.5, 2.5 }));
        Assert.That(overBar.Name, Is.Empty, "once is enough");
        Assert.That(overBar.X, Is.EqualTo(new[] { 2 + (0.75 / 4) }).Within(1e-12), "the middle of the second of two bars of \"c\"");
        Assert.That(overBar.Y, Is.EqualTo(new[] { 3.5 }));
        Assert.That(figure.Caption, Does.EndWith("Open circles: published program, n = 1 run."));
    }

    [Test]
    public void Levels_and_stretches_are_marked()
    {
        Figure figure = Draw(quick: false);

        Assert.That((figure.Panels[0].Spans.Single().From, figure.Panels[0].Spans.Single().To), Is.EqualTo((5.0, 10.0)));
        Assert.That((figure.Panels[1].Lines.Single().Value, figure.Panels[1].Lines.Single().Label), Is.EqualTo((6.0, "decision rate")));
        Assert.That(figure.Panels[0].Lines.Concat(figure.Panels[1].Lines).Count(), Is.EqualTo(1));
    }

    [TestCase(false, "", true)]
    [TestCase(false, "a=1", false, Description = "Changes that were typed make another experiment.")]
    [TestCase(true, "", false, Description = "So do those of the quick form.")]
    public void Another_experiment_has_no_circles(bool quick, string typed, bool circles)
    {
        Figure figure = Draw(quick, typed.Length == 0 ? [] : [typed]);

        Assert.That(figure.Panels.SelectMany(Circles).Any(), Is.EqualTo(circles));
        Assert.That(figure.Caption.Contains("Open circles", StringComparison.Ordinal), Is.EqualTo(circles));
    }

    [Test]
    public void A_quick_form_with_fewer_seeds_is_the_same_experiment()
    {
        PaperPlan plan = PaperPlan.Of(Paper("{ \"seeds\": 1, \"cost\": \"1 s\" }"), [], quick: true);
        Assert.That(plan.IsAsInPaper("two"), Is.True);
        Assert.That(plan.IsAsInPaper("one"), Is.True, "it has no quick form");
    }

    [TestCase("\"c\": 3.5", "\"cc\": 3.5",
        "circles of the line \"second\": found the bar \"cc\"; there are \"a\", \"b\" and \"c\"; did you mean \"c\"?")]
    [TestCase("\"c\": 3.5", "\"c\": 31", "the circle \"c\" of the line \"second\": found 31, beside which what was measured, 1 to 3, would "
        + "fill less than a tenth of the panel; it must be between -27 and 30, in the unit of the axis.")]
    [TestCase("\"0\": 1.5", "\"0\": -28", "the circle \"0\" of the line \"second\": found -28, ")]
    [TestCase("\"10.5\"", "\"201\"", "the position of the circle \"201\" of the line \"second\": found 201, ")]
    [TestCase("\"at\": 6", "\"at\": 6e9", "the level \"decision rate\": found 6000000000, ")]
    [TestCase("\"from\": 5", "\"from\": -181", "the beginning of a shaded stretch: found -181, ")]
    [TestCase("\"until\": 10", "\"until\": 2e6", "the end of a shaded stretch: found 2000000, ")]
    public void Marks_that_would_squeeze_what_was_measured_are_refused(string part, string mistake, string message)
    {
        _change = file => file.Replace(part, mistake, StringComparison.Ordinal);
        Assert.That(() => Draw(quick: false), Throws.TypeOf<CommandException>().With.Message.StartsWith(message));
    }

    [TestCase("\"c\": 3.5", "\"c\": 30")]
    [TestCase("\"10.5\"", "\"200\"")]
    [TestCase("\"at\": 6", "\"at\": -27")]
    [TestCase("\"from\": 5, \"until\": 10", "\"from\": -180, \"until\": 200")]
    public void Marks_may_lie_outside_what_was_measured(string part, string farther)
    {
        _change = file => file.Replace(part, farther, StringComparison.Ordinal);
        Assert.That(Draw(quick: false).Panels, Has.Count.EqualTo(2));
    }

    [Test]
    public void Numbers_are_changed_to_another_unit_as_decimals()
    {
        foreach (string experiment in new[] { "one", "two" })
            File.WriteAllText(_folder.File($"{experiment}/seed-1/t.csv"), "time,name,value\n0,a,0.0592917\n2.5e-10,b,1.001\n5e-10,c,1\n");
        _change = file => file.Replace("\"label\": \"Time\"", "\"label\": \"Time\", \"factor\": 1e12", StringComparison.Ordinal)
            .Replace("\"label\": \"Value\"", "\"label\": \"Value\", \"factor\": 1000", StringComparison.Ordinal);
        LineSeries line = (LineSeries)Draw(quick: false).Panels[0].Series[0];

        Assert.That(line.X, Is.EqualTo(new[] { 0, 250.0, 500 }));
        Assert.That(line.Y, Is.EqualTo(new[] { 59.2917, 1001, 1000 }));
    }

    [TestCase("", LegendPlacement.None, Description = "The caption names a level.")]
    [TestCase("level", LegendPlacement.None, Description = "The bars have the colours of the lines.")]
    [TestCase("level, fewer", LegendPlacement.None, Description = "The lines have all of its entries, and more.")]
    [TestCase("level, same model", LegendPlacement.None, Description = "Bars are as pale as the dashed lines of the other panel.")]
    [TestCase("level, other", LegendPlacement.Auto, Description = "A bar is of something else.")]
    public void A_panel_has_a_legend_of_its_own_unless_another_explains_it(string change, object placement)
    {
        _change = file =>
        {
            if (change.Contains("level", StringComparison.Ordinal))
                file = file.Replace("\"level\": { \"at\": 6, \"label\": \"decision rate\" },", "", StringComparison.Ordinal);
            if (change.Contains("fewer", StringComparison.Ordinal))
            {
                int last = file.LastIndexOf("{ \"experiment\": \"one\"", StringComparison.Ordinal);
                file = file.Remove(last, file.IndexOf("},", last, StringComparison.Ordinal) + 2 - last);
            }

            if (change.Contains("other", StringComparison.Ordinal))
            {
                int last = file.LastIndexOf("\"second\"", StringComparison.Ordinal);
                file = file[..last] + "\"third\"" + file[(last + "\"second\"".Length)..];
            }

            return change.Contains("model", StringComparison.Ordinal)
                ? file.Replace("\"label\": \"first\"", "\"label\": \"first\", \"model\": \"edn\"", StringComparison.Ordinal)
                    .Replace("\"label\": \"second\"", "\"label\": \"second\", \"model\": \"edn\"", StringComparison.Ordinal) : file;
        };

        Figure figure = Draw(quick: false);
        Assert.That(figure.Panels[1].Legend, Is.EqualTo(placement));
        Assert.That(figure.Caption.Contains("Dashed grey line: decision rate.", StringComparison.Ordinal), Is.EqualTo(change.Length == 0));
    }

    [Test]
    public void A_line_like_another_has_its_colour_and_is_dashed()
    {
        Look[] Looks() => [.. Draw(quick: false).Panels[0].Series.OfType<LineSeries>().Select(line => new Look(line.Colour, line.Style))];
        Look[] own = Looks();
        _change = file => file.Replace("\"label\": \"second\"", "\"label\": \"second\", \"like\": \"first\"", StringComparison.Ordinal);
        Assert.That(own[1], Is.EqualTo(own[0] with { Colour = Palette.Cycle(1) }));

        // Paler too, because another panel has bars of this label, which cannot be dashed.
        Assert.That(Looks(), Is.EqualTo(new[] { own[0], new Look(Palette.Shade(own[0].Colour, 0, 2), LineStyle.Dashed) }));
    }

    [Test]
    public void Where_there_are_bars_what_shares_a_colour_has_the_same_shades_in_lines_and_bars()
    {
        _change = file => file.Replace("\"label\": \"first\"", "\"label\": \"first\", \"model\": \"edn\"", StringComparison.Ordinal)
            .Replace("\"label\": \"second\"", "\"label\": \"second\", \"model\": \"edn\"", StringComparison.Ordinal);

        Figure figure = Draw(quick: false);

        LineSeries[] lines = [.. figure.Panels[0].Series.OfType<LineSeries>()];
        Assert.That(lines.Select(line => line.Style), Is.EqualTo(new[] { LineStyle.Solid, LineStyle.Dashed }));
        Assert.That(lines.Select(line => line.Colour).Distinct().Count(), Is.EqualTo(2));
        Assert.That(figure.Panels[1].Series.OfType<BarSeries>().Select(bars => bars.Colour), Is.EqualTo(lines.Select(line => line.Colour)));
    }

    [Test]
    public void Populations_beside_one_another_have_the_colours_of_the_sketch()
    {
        foreach (string experiment in new[] { "one", "two" })
            File.WriteAllText(_folder.File($"{experiment}/seed-1/t.csv"),
                "time,name,population,value\n0,a,in,1\n0,a,hidden,2\n0,a,out,3\n10,b,in,2\n10,b,hidden,2\n10,b,out,2\n"
                    + "20,c,in,1\n20,c,hidden,2\n20,c,out,3\n");
        string first = "out";
        _change = file => file
            .Replace("\"label\": \"first\"", $"\"label\": \"first\", \"where\": [\"population={first}\"]", StringComparison.Ordinal)
            .Replace("\"label\": \"second\"", "\"label\": \"second\", \"where\": [\"population=hidden\"]", StringComparison.Ordinal);

        Assert.That(Draw(quick: false).Panels[0].Series.Take(2).Select(series => series.Colour),
            Is.EqualTo(new[] { PopulationLooks.Of(2), PopulationLooks.Of(1) }));
        first = "hidden";
        Assert.That(Draw(quick: false).Panels[0].Series.Take(2).Select(series => series.Colour).Distinct().Count(), Is.EqualTo(2),
            "of one population, lines are told apart");
    }

    [Test]
    public void The_unchanged_experiment_is_black_and_no_step_of_the_order()
    {
        _change = file => file.Replace("\"title\": \"T\"", "\"title\": \"T\", \"ordered\": true", StringComparison.Ordinal)
            .Replace("\"label\": \"first\"", "\"label\": \"first\", \"role\": \"reference\"", StringComparison.Ordinal);
        Assert.That(Draw(quick: false).Panels[0].Series.Take(2).Select(series => series.Colour),
            Is.EqualTo(new[] { Palette.Black, Palette.Sequence(0, 1) }));
    }

    private static IEnumerable<PointSeries> Circles(Panel panel) =>
        panel.Series.OfType<PointSeries>().Where(points => points.Marker == Marker.Ring);

    private Figure Draw(bool quick, params string[] typed)
    {
        PaperDescription paper = Paper("{ \"set\": [\"b=1\"], \"cost\": \"1 s\" }");
        PaperPlan plan = PaperPlan.Of(paper, [], quick) with { Typed = typed };
        HashSet<string> finished = [_folder.File("one/seed-1"), _folder.File("two/seed-1")];
        List<string> empty = [];
        Figure? figure = new PaperFigures(plan, _folder.Path, finished).Draw(paper.Figures["f"], empty);
        Assert.That(empty, Is.Empty);
        return figure!;
    }

    private PaperDescription Paper(string quickOfTwo) => PaperDescription.File.Parse(_change($$"""
        {
          "name": "p", "citation": "c",
          "experiments": {
            "one": { "file": "n.json", "cost": "1 s" },
            "two": { "file": "n.json", "set": ["a=2"], "cost": "1 s", "quick": {{quickOfTwo}} }
          },
          "claims": {
            "c": {
              "figure": "1", "sentence": "A.", "measure": { "experiment": "one", "number": "a" }, "bound": { "above": 0, "because": "b" },
              "control": { "experiment": "two", "change": "c" }
            }
          },
          "figures": {
            "f": {
              "figure": "1", "title": "T",
              "panels": [
                {
                  "table": "t.csv", "x": { "column": "time", "label": "Time" }, "y": { "column": "value", "label": "Value" },
                  "shaded": [{ "from": 5, "until": 10 }],
                  "lines": [
                    { "experiment": "one", "label": "first" },
                    { "experiment": "two", "label": "second", "circles": { "sample": "n = 1 run", "values": { "0": 1.5, "10.5": 2.5 } } }
                  ]
                },
                {
                  "bars": true, "table": "t.csv", "x": { "column": "name", "label": "Name" }, "y": { "column": "value", "label": "Value" },
                  "level": { "at": 6, "label": "decision rate" },
                  "lines": [
                    { "experiment": "one", "label": "first" },
                    { "experiment": "two", "label": "second", "circles": { "sample": "n = 1 run", "values": { "c": 3.5 } } }
                  ]
                }
              ]
            }
          }
        }
        """), "p.json");
}
