using System.Diagnostics;
using System.Text.Json.Nodes;
using Spiking.Files;
using Spiking.Papers;
using Spiking.Plotting;
using Spiking.Tests.Commands;
using Spiking.Tests.RateModels.Data;

namespace Spiking.Tests.Papers;

/// <summary>reproduce PAPER: verdicts by a small paper file, whose runs take a second.</summary>
public sealed class ReproducePaperTests
{
    private TemporaryFolder _folder = null!;

    private string Paper => _folder.File("small.json");

    private string Output => _folder.File("out");

    private string Results => Path.Combine(Output, "small");

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        string network = Quoted("examples", "burst-dependent-plasticity.json"), protocol = Quoted("pairing-periodic.json");
        File.WriteAllText(Paper, $$"""
            {
              "name": "small", "citation": "Nobody, Nowhere 1 (2030)", "description": "For a test.",
              "experiments": {
                "pairing": { "file": {{protocol}}, "cost": "1 s", "figures": ["weight-change"] },
                "no-depression": { "file": {{protocol}}, "set": ["curves[0].initialBurstProbability=0", "plasticity.averagingTime=1000000 s"], "cost": "1 s" },
                "network": { "file": {{network}}, "seeds": 3, "cost": "1 s", "quick": { "set": ["populations.input.size=50"], "seeds": 2, "cost": "0.5 s" } },
                "no-bursts": { "file": {{network}}, "set": ["populations.output.currents=[]"], "cost": "1 s" },
                "long": { "file": {{network}}, "set": ["duration=17 s"], "cost": "1 s", "quick": { "seeds": 0, "cost": "0 s" } }
              },
              "claims": {
                "crossing": {
                  "figure": "1", "sentence": "Depression turns into potentiation.", "measure": { "experiment": "pairing", "number": "curves[0].crossing" },
                  "reference": { "value": 62.5, "source": "closed-form" }, "bound": { "allowance": 5.3, "because": "frequencies are 5.2 Hz apart" },
                  "control": { "experiment": "no-depression", "change": "no depression" }
                },
                "rise": {
                  "figure": "2", "sentence": "Weights rise with the burst probability.",
                  "measure": { "experiment": "network", "table": "weights.csv", "column": "mean_weight_leaks", "where": ["time_s=6..11"], "take": "change" },
                  "bound": { "above": 0, "because": "a rise" }, "control": { "experiment": "no-bursts", "change": "no dendritic current" }
                },
                "fall": {
                  "figure": "2", "sentence": "Weights fall with it.",
                  "measure": { "experiment": "network", "table": "weights.csv", "column": "mean_weight_leaks", "where": ["time_s=13..16"], "take": "change" },
                  "bound": { "below": 0, "because": "a fall" },
                  "control": { "experiment": "network", "change": "earlier", "where": ["time_s=6..11"] }
                },
                "long": {
                  "figure": "2", "sentence": "Weights change at all.", "measure": { "experiment": "long", "table": "weights.csv", "column": "standard_deviation_leaks", "take": "last" },
                  "bound": { "above": 0, "because": "they differ then" }, "noControl": "for a test"
                },
                "open": {
                  "figure": "2", "sentence": "Weights end where they began.", "measure": { "experiment": "network", "table": "weights.csv", "column": "mean_weight_leaks", "take": "change" },
                  "bound": { "below": 0, "because": "they are lower" }, "expected": "open", "noControl": "nobody knows"
                },
                "elsewhere": { "figure": "3", "sentence": "Pigs fly.", "notChecked": "there is no model of pigs." }
              },
              "figures": {
                "together": {
                  "figure": "2", "title": "Weights", "caption": "Of two networks.",
                  "panels": [
                    {
                      "table": "weights.csv", "x": { "column": "time_s", "label": "Time", "unit": "ms", "factor": 1000 }, "y": { "column": "mean_weight_leaks", "label": "Mean weight" },
                      "lines": [{ "experiment": "network", "label": "bursts" }, { "experiment": "no-bursts", "label": "no bursts", "where": ["time_s=0..5"] }]
                    },
                    {
                      "bars": true, "table": "weights.csv", "x": { "column": "projection", "label": "Projection" }, "y": { "column": "maximum_leaks", "label": "Largest weight" },
                      "lines": [{ "experiment": "network", "label": "bursts", "where": ["time_s=16..16"] }]
                    }
                  ]
                }
              }
            }
            """);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Every_claim_gets_a_verdict_with_its_numbers_and_its_control()
    {
        ProgramResult result = Reproduce().Ended(0);
        Dictionary<string, IReadOnlyDictionary<string, string>> rows = Rows();
        Assert.Multiple(() =>
        {
            Assert.That(result.Output, Does.Contain("6 claims; 7 runs to be computed: 7 s on one core"));
            Assert.That((rows["elsewhere"]["note"], rows["open"]["no_control"]),
                Is.EqualTo(("there is no model of pigs.", "nobody knows")));
            Assert.That(rows["fall"]["control_verdict"], Is.EqualTo("does not show it"), "other rows of the same runs");
            Assert.That(rows.Keys, Is.EqualTo(new[] { "crossing", "rise", "fall", "long", "open", "elsewhere" }));
            Assert.That(rows["crossing"]["measured"], Does.StartWith("62.5"));
            Assert.That((rows["rise"]["verdict"], rows["rise"]["control_verdict"], rows["rise"]["seeds"]),
                Is.EqualTo(("holds", "does not show it", "3")));
            Assert.That((rows["fall"]["verdict"], rows["open"]["verdict"], rows["elsewhere"]["verdict"]),
                Is.EqualTo(("holds", "does not hold", "not checked")));
            string page = File.ReadAllText(Path.Combine(Results, "report.html"));
            Assert.That(page,
                Does.Contain("<svg").And.Contain("Depression turns into potentiation.").And.Contain("href=\"network/seed-3/report.html\""));
            Assert.That(File.ReadAllLines(Path.Combine(Results, "runs.csv")), Has.Length.EqualTo(6));
            string[] parts =
                ["<h2 id=\"part-1\">1</h2>", "Control no-depression:", "<h2 id=\"part-2\">2</h2>", "figures/together.svg", "network:",
                    "Control no-bursts:"];
            Assert.That(parts.Select(part => page.IndexOf(part, StringComparison.Ordinal)), Is.Ordered.Ascending.And.All.Positive,
                "experiments are shown with the figure of the paper that they belong to");
        });
        RunFolders.AssertTidy(Output);
    }

    [Test]
    public void A_figure_of_several_experiments_has_the_means_of_their_seeds()
    {
        Reproduce("--only", "rise", "--figures", "png").Ended(0);
        string[] figures = Directory.GetFiles(Path.Combine(Results, "figures"));
        Assert.That(figures.Select(Path.GetFileName),
            Is.SupersetOf(new[] { "together.json", "together.png", "together-a.csv", "together-b.csv" }));
        double[] times = Column("network", 1, "time_s"), before = [.. times.Where(time => time <= 5)];
        double[] weights =
            [.. times.Select((_, i) => Enumerable.Range(1, 3).Average(seed => Column("network", seed, "mean_weight_leaks")[i]))];
        double[] without = [.. Column("no-bursts", 1, "mean_weight_leaks").Take(before.Length)];
        LineSeries[] lines =
            [.. FigureFiles.Load(Path.Combine(Results, "figures", "together.json")).Panels[0].Series.OfType<LineSeries>()];
        Assert.That(lines.Select(line => line.Name), Is.EqualTo(new[] { "bursts", "no bursts" }));
        foreach ((LineSeries line, double[] x, double[] y) in new[] { (lines[0], times, weights), (lines[1], before, without) })
        {
            Assert.That(line.X, Is.EqualTo(x.Select(time => 1000 * time)).Within(1e-9), line.Name);
            Assert.That(line.Y, Is.EqualTo(y).Within(1e-9), line.Name);
        }

        // A figure that cannot be drawn as it is described costs no verdict.
        string paper = File.ReadAllText(Paper);
        foreach ((string text, string other, string sentence) in new[]
        {
            ("\"mean_weight_leaks\", \"label\"", "\"mean\", \"label\"", "has no column \"mean\"; "),
            ("\"column\": \"time_s\", \"label\"", "\"column\": \"projection\", \"label\"",
                "weights.csv of \"network\" has several rows where projection is \"input"),
        })
        {
            File.WriteAllText(Paper, paper.Replace(text, other, StringComparison.Ordinal));
            Assert.That(Reproduce("--only", "rise").Ended(0).Error,
                Does.StartWith("the figure \"together\" could not be drawn: ").And.Contain(sentence));
        }

        // A line of which no run has a row is named.
        File.WriteAllText(Paper, paper.Replace("time_s=16..16", "time_s=99..99", StringComparison.Ordinal));
        Assert.That(Reproduce("--only", "rise").Ended(0).Error, Does.Contain("the figure \"together\" is incomplete: no row of weights.csv "
            + "of all runs of \"network\" fits the line \"bursts\" (time_s=99..99)."));
        File.WriteAllText(Paper, paper);

        // Without figures nothing is drawn, and what an earlier call has drawn is gone.
        Reproduce("--only", "rise", "--figures", "none").Ended(0);
        Assert.That(Path.Combine(Results, "figures"), Does.Not.Exist);

        double[] Column(string experiment, int seed, string name) =>
            RunTable.Read(Path.Combine(Results, experiment, $"seed-{seed}", "weights.csv")).Numbers(name, []);
    }

    /// <summary>
    /// Claims find mistakes in the rule: with the sign of depression reversed (the baseline is 0.25 - 0.5), or without depression, they do
    /// not hold.
    /// </summary>
    [Test]
    public void Claims_turn_red_when_the_rule_is_broken_on_purpose()
    {
        Reproduce("--only", "rise", "--only", "fall", "--set", "projections[0].plasticity.baselineShift=-0.5").Ended(1);
        Dictionary<string, IReadOnlyDictionary<string, string>> reversed = Rows();
        Assert.That((reversed["rise"]["verdict"], reversed["rise"]["control_verdict"]), Is.EqualTo(("holds", "shows it")),
            "events now potentiate: weights rise whatever the dendrite says");
        Assert.That(reversed["fall"]["verdict"], Is.EqualTo("does not hold"));

        ProgramResult none = Reproduce("--only", "crossing", "--set", "curves[0].initialBurstProbability=0", "--set",
            "plasticity.averagingTime=1000000 s").Ended(1);
        Assert.That(Rows()["crossing"]["verdict"], Is.EqualTo("does not hold"));
        Assert.That(none.Output, Does.Contain("Of 1 claim 0 hold, 1 do not hold"));
        Assert.That(File.ReadAllText(Path.Combine(Results, "runs.csv")), Does.Contain(
            "pairing,1,pairing-periodic.json,curves[0].initialBurstProbability=0; plasticity.averagingTime=1000000 s,"),
            "what was typed is recorded");
    }

    [Test]
    public void The_same_call_again_runs_what_is_missing_only_and_a_part_keeps_the_other_verdicts()
    {
        Reproduce().Ended(0);
        string table = File.ReadAllText(Path.Combine(Results, "claims.csv"));
        Directory.Delete(Path.Combine(Results, "network", "seed-2"), recursive: true);
        Assert.That(Reproduce("--only", "fall").Ended(0).Output, Does.Contain("1 claim; 1 run to be computed").And.Not.Contain("Pigs fly"));
        Assert.That(File.ReadAllText(Path.Combine(Results, "claims.csv")), Is.EqualTo(table),
            "the verdicts of the runs that were there already stay");
        Assert.That(Reproduce().Ended(0).Output, Does.Contain("0 runs to be computed"));
        Assert.That(Reproduce("--only", "fall", "--set", "duration=15.5 s").Ended(1).Error,
            Does.Contain("hold results of other values").And.Contain("Nothing was overwritten"));
        Assert.That(Reproduce("--set", "seed=7").Ended(1).Error, Does.Contain("the seeds of a paper are 1, 2, ..."));
    }

    [Test]
    public void A_reproduction_that_was_killed_continues_with_the_same_verdicts()
    {
        Reproduce().Ended(0);
        string table = File.ReadAllText(Path.Combine(Results, "claims.csv")), killed = _folder.File("killed");
        string[] call = ["reproduce", Paper, "--cores", "1", "--figures", "none", "-o", killed];
        SimulatorProcess.Apart(call, meanwhile: process =>
        {
            Stopwatch patience = Stopwatch.StartNew();
            while (patience.Elapsed < TimeSpan.FromMinutes(2) && !process.HasExited && Finished() < 2) Thread.Sleep(2);
            process.Kill();
        });
        Assert.That(Finished(), Is.InRange(2, 6), "it was to be killed in the middle");
        SimulatorProcess.Here(call).Ended(0);
        Assert.That(File.ReadAllText(Path.Combine(killed, "small", "claims.csv")), Is.EqualTo(table));

        int Finished() => Directory.Exists(killed) ? Directory.GetFiles(killed, "run.json", SearchOption.AllDirectories)
            .Count(file => !file.Contains(".running", StringComparison.Ordinal)) : 0;
    }

    [Test]
    public void The_quick_form_has_fewer_seeds_and_a_folder_of_its_own()
    {
        Reproduce("--quick", "--only", "fall").Ended(0);
        Assert.That(Directory.GetDirectories(Path.Combine(Output, "small-quick", "network")).Select(Path.GetFileName).Order(),
            Is.EqualTo(new[] { "seed-1", "seed-2" }));
        Assert.That(Directory.Exists(Results), Is.False);

        // What is too long for it is left out without turning anything red, but cannot be asked for.
        Assert.That(RunTable.Read(Path.Combine(Output, "small-quick", "claims.csv")).Rows.Single(row => row["claim"] == "long")["note"],
            Is.EqualTo("the experiment \"long\" is too long for the quick form."));
        Reproduce("--quick").Ended(0);
        Assert.That(Reproduce("--quick", "--only", "long").Ended(1).Error,
            Does.EndWith("--only long: the claim cannot be checked, because the experiment \"long\" is too long for the quick form.\n"));
        Assert.That(Reproduce("--only", "elsewhere").Ended(1).Error, Does.EndWith("because there is no model of pigs.\n"));
    }

    [Test]
    public void A_claim_whose_data_set_is_not_here_is_not_checked_and_fails_until_it_is()
    {
        File.WriteAllText(Paper, $$"""
            {
              "name": "small", "citation": "Nobody, Nowhere 1 (2030)",
              "experiments": {
                "letters": {
                  "file": {{Quoted("digits-burstccn.json")}}, "set": ["data={ \"set\": \"idx\", \"folder\": \"letters\" }", "epochs=1", "batch=2"], "cost": "1 s"
                }
              },
              "claims": {
                "letters": {
                  "figure": "1", "sentence": "Letters are read.", "measure": { "experiment": "letters", "number": "digits-burstccn.best_test_error_percent" },
                  "bound": { "above": -1, "because": "any number will do" }, "noControl": "for a test"
                }
              }
            }
            """);
        using TemporaryFolder data = new();
        ProgramResult without = Reproduce("--data", data.Path).Ended(1);
        Assert.That(without.Output, Does.Contain("0 runs to be computed"));
        Assert.That(without.Error, Is.EqualTo("1 claim that should hold could not be checked; the table says why.\n"));
        Assert.That(Rows()["letters"]["note"], Is.EqualTo("the experiment \"letters\" needs the data set \"letters\", which was not found; "
            + "--data FOLDER says where it is."));

        Assert.That(Reproduce("--data", data.Path, "--write-document", _folder.File("a.md")).Ended(1).Error,
            Does.Contain("--write-document: small needs data that were not found: \"letters\". Without them the document would lose"));

        ImageFiles.WriteOwn(data, "letters");
        Assert.That(Reproduce("--data", data.Path).Ended(0).Output, Does.Contain("1 run to be computed"));
        Assert.That(Rows()["letters"]["verdict"], Is.EqualTo("holds"));

        // What has been run needs its data no more.
        Assert.That(Reproduce().Ended(0).Output, Does.Contain("0 runs to be computed"));
    }

    [Test]
    public void Claims_are_listed_with_their_cost_and_nothing_is_run()
    {
        string listed = Listed().Ended(0).Output;
        Assert.That(listed,
            Does.Match(@"rise +2 +4 s +Weights rise").And.Match(@"elsewhere +3 +not checked +Pigs fly").And.Contain("All of it: 7 s"));
        Assert.That(Listed("--quick").Ended(0).Output, Does.Match(@"rise +2 +2 s ").And.Contain("with --quick"));
        Assert.That(Listed("--only", "rise", "--cores", "2", "--realizations", "1").Ended(0).Output, Does.Not.Contain("Pigs fly"));
        foreach ((string[] options, string names) in new (string[], string)[]
        {
            (["--set", "no.such=1"], "--set would change nothing; leave it out."),
            (["--data", "nowhere", "--set", "a=1"], "--set and --data would change nothing; leave them out."),
            (["-o", Output, "--force", "--figures", "none"], "--figures, --output and --force would change nothing; leave them out."),
            (["--write-document", "x.md"], "--write-document would change nothing; leave it out."),
        })
            Assert.That(Listed(options).Ended(1).Error,
                Is.EqualTo($"error: --list runs nothing, but lists the claims of the file, so {names}\n"));
        Assert.That(Directory.Exists(Output), Is.False);
    }

    [Test]
    public void A_paper_file_is_validated_and_described_as_any_other()
    {
        Assert.That(SimulatorProcess.Here("validate", Paper).Ended(0).Output,
            Does.EndWith("is valid: a paper of 6 claims, decided by 5 experiments in 7 runs.\n"));
        Assert.That(SimulatorProcess.Here("describe", Paper).Ended(0).Output, Does.StartWith("small: Nobody"));
        Assert.That(SimulatorProcess.Here("validate", Paper, "--set", "name=a/b").Ended(1).Error,
            Does.Contain("name: found \"a/b\"").And.Contain("(experiment \"network\" of "));
    }

    [Test]
    public void Unknown_claims_and_options_of_papers_elsewhere_are_answered()
    {
        Assert.That(Reproduce("--only", "rice").Ended(1).Error, Does.Contain("did you mean \"rise\"?"));
        Assert.That(SimulatorProcess.Here("reproduce", "burstccn-fig2", "--quick").Ended(1).Error,
            Does.Contain("--quick is for paper files").And.Contain("is a study file"));
        Assert.That(Reproduce("--case", "a").Ended(1).Error, Does.Contain("is a paper file; leave it out."));
    }

    [Test]
    public void A_document_is_written_from_the_tables_beside_it()
    {
        string document = _folder.File("reproduction.md");
        Assert.That(Reproduce("--only", "crossing", "--figures", "png", "--write-document", document).Ended(1).Error, Does.Contain(
            "was not written, because it has all claims of the paper, and 5 of their runs are missing.\n"));

        // Of a paper with one claim, whose drawings the document makes itself, whatever the runs were asked for.
        JsonNode paper = JsonNode.Parse(File.ReadAllText(Paper))!;
        foreach (string part in new[] { "experiments", "claims", "figures" })
            foreach (string name in paper[part]!.AsObject().Select(entry => entry.Key).ToArray())
                if (name is not ("pairing" or "no-depression" or "crossing")) paper[part]!.AsObject().Remove(name);
        File.WriteAllText(Paper, paper.ToJsonString());
        Reproduce("--write-document", document).Ended(0);
        Assert.That(Path.Combine(Results, "pairing/seed-1/figures/weight-change.svg"), Does.Not.Exist);
        string text = File.ReadAllText(document);
        Assert.That(text, Does.Contain("## small").And.Contain("| 1 | Depression turns into potentiation. | 62.5, closed form | 62.51 |")
            .And.Contain("![1: pairing-weight-change](reproduction/small/figures/pairing-weight-change.svg)"));
        Assert.That(text, Is.EqualTo(ReproductionDocument.Text(document)));
        Assert.That(new[] { "svg", "json" }.Select(ending => _folder.File("reproduction/small/figures/pairing-weight-change." + ending)),
            Is.All.Exist);

        // Another paper whose tables are of an earlier version, without the later columns, stays in the document.
        string old = _folder.File("reproduction/old"), tables = _folder.File("reproduction/small");
        Directory.CreateDirectory(old);
        foreach ((string file, string[] later) in new (string, string[])[]
            { ("claims.csv", ["no_control"]), ("runs.csv", ["figure", "versions"]) })
        {
            RunTable now = RunTable.Read(Path.Combine(tables, file));
            string[] columns = [.. now.Rows.First().Keys.Except(later)];
            using CsvWriter csv = new(Path.Combine(old, file), columns);
            foreach (IReadOnlyDictionary<string, string> row in now.Rows)
            {
                foreach (string column in columns) csv.Add(row[column]);
                csv.EndRow();
            }
        }

        File.WriteAllText(Path.Combine(old, "about.json"),
            """{ "name": "old", "citation": "Somebody", "form": "full", "version": "1" }""");
        Reproduce("--write-document", document).Ended(0);
        Assert.That(File.ReadAllText(document), Does.Contain("## old").And.Contain("Somebody").And.Contain("## small"));

        // Before anything is run it is said what could not be written in the end.
        foreach ((string[] arguments, string sentence) in new (string[], string)[]
        {
            (["--write-document", _folder.File("x.txt")], "a file with the ending .md"),
            (["--write-document", document, "--figures", "none"], "shows figures; leave --figures none out."),
            (["--write-document", document, "--set", "plasticity.learningRate=1"], "does not go together with --set"),
            (["--write-document", document, "--realizations", "2"], "does not go together with --realizations"),
            (["--set", " seed =3"], "the seeds of a paper are 1, 2, ..."),
        }) Assert.That(Reproduce(["--force", .. arguments]).Ended(1).Error, Does.Contain(sentence));

        // A figure that a run has not drawn, or that cannot be read, is named, and the others are there.
        string figure = Path.Combine(Results, "pairing/seed-1/figures/weight-change.json");
        string description = File.ReadAllText(figure);
        File.WriteAllText(figure, "{ }");
        Assert.That(Reproduce("--write-document", document).Ended(1).Error, Does.Contain($"the figure {figure} could not be shown: ")
            .And.Contain($"{document} lacks the figure pairing-weight-change: "));
        File.Delete(figure);
        Assert.That(Reproduce("--write-document", document).Ended(1).Error,
            Does.Contain($"{document} lacks the figure pairing-weight-change: the file {figure} is missing, which the run in")
                .And.Contain($"{Path.Combine(Results, "pairing/seed-1")} leaves when it draws its figures. Delete the folder of the run "
                    + "and give the same command again"));
        File.WriteAllText(figure, description);

        // Something that somebody has written is not overwritten.
        File.WriteAllText(document, "mine");
        Assert.That(Reproduce("--write-document", document).Ended(1).Error, Does.Contain("was not written by this command"));
        Assert.That(File.ReadAllText(document), Is.EqualTo("mine"));
    }

    private ProgramResult Listed(params string[] arguments) => SimulatorProcess.Here(["reproduce", Paper, "--list", .. arguments]);

    private ProgramResult Reproduce(params string[] arguments) => SimulatorProcess.Here(["reproduce", Paper, "-o", Output, .. arguments]);

    private Dictionary<string, IReadOnlyDictionary<string, string>> Rows() =>
        RunTable.Read(Path.Combine(Results, "claims.csv")).Rows.ToDictionary(row => row["claim"]);

    private static string Quoted(params string[] path) =>
        "\"" + Path.Combine([TestFiles.Networks, .. path]).Replace("\\", "\\\\", StringComparison.Ordinal) + "\"";
}
