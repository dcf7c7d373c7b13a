using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Studies;

namespace Spiking.Tests.Studies;

/// <summary>Published data are drawn over a study only if its figure has the panels that they belong to.</summary>
public sealed class PublishedStudyTests
{
    private static string File => TestFiles.Of("networks", "studies", "dendritic-transfer-variants.json");

    [Test]
    public void The_study_that_comes_with_the_program_has_circles_in_all_panels()
    {
        Figure figure = Published(Study());
        Assert.That(figure.Panels.Select(panel => panel.Series.Count), Is.EqualTo(new[] { 3, 1, 1, 1 }));
        Assert.That(figure.Caption, Does.Contain("Open circles: published program"));
    }

    [TestCase("seed=7")]
    [TestCase("recorders[0].bin=50 ms")]
    public void Other_seeds_and_recorders_of_other_files_leave_them(string edit) =>
        Assert.That(HasCircles(Published(Study(), edit)), Is.True);

    [TestCase("recorders[1].window=0.25 s")]
    [TestCase("recorders[1].bin=50 ms")]
    [TestCase("timeStep=0.05 ms")]
    public void Networks_or_curves_of_another_kind_have_none(string edit) => Assert.That(HasCircles(Published(Study(), edit)), Is.False);

    [TestCase("u-0.025")]
    [TestCase("default", "som-0.0005", "som-0")]
    public void Some_of_the_cases_have_none_because_letters_count_the_panels_that_remain(params string[] names)
    {
        StudyDescription study = Study();
        Assert.That(HasCircles(Published(study with { Cases = Only(study, names) })), Is.False, "--case");
        Assert.That(HasCircles(StudySummary.Published(study, [.. Cases(study).Where(c => names.Contains(c.Name))], "transfer", Empty())),
            Is.False, "the study was stopped");
    }

    [Test]
    public void An_edited_copy_has_none()
    {
        StudyDescription study = Study();
        string[] names = [.. study.Cases.Keys];
        (string Edit, StudyDescription Copy)[] copies =
        [
            ("order of cases", study with { Cases = Only(study, [.. names[1..], names[0]]) }),
            ("panel", With(study, "u-0.015", part => part with { Panels = ["SOM inhibition"] })),
            ("title of a panel", With(study, "vip-50", part => part with { Panels = ["VIP"] })),
            ("title of a case", With(study, "som-0", part => part with { Title = "SOM inhibition 0.002" })),
            ("changes of a case", With(study, "som-0", part => part with { Set = ["projections[11].weight=0.002"] })),
            ("figure", study with { Figure = null }),
        ];
        foreach ((string edit, StudyDescription copy) in copies)
            Assert.That(HasCircles(StudySummary.Published(copy, Cases(copy, study), "transfer", Empty())), Is.False, edit);
    }

    [Test]
    public void Words_and_the_number_of_seeds_do_not_make_it_another_study() =>
        Assert.That(HasCircles(Published(Study() with { Description = "A copy.", Realizations = 1 })), Is.True);

    private static StudyDescription Study() => StudyDescription.File.Load(File);

    private static OrderedDictionary<string, StudyCaseDescription> Only(StudyDescription study, string[] names)
    {
        OrderedDictionary<string, StudyCaseDescription> cases = [];
        foreach (string name in names) cases.Add(name, study.Cases[name]);
        return cases;
    }

    private static StudyDescription With(
        StudyDescription study, string name, Func<StudyCaseDescription, StudyCaseDescription> change)
    {
        OrderedDictionary<string, StudyCaseDescription> cases = Only(study, [.. study.Cases.Keys]);
        cases[name] = change(cases[name]);
        return study with { Cases = cases };
    }

    private static Figure Published(StudyDescription study, params string[] edits) =>
        StudySummary.Published(study, Cases(study, study, edits), "transfer", Empty());

    // As a study makes them of the cases that have results; a study without a figure does not load.
    private static StudyCase[] Cases(StudyDescription study, StudyDescription loaded, params string[] edits)
    {
        IReadOnlyDictionary<string, NetworkDescription> networks =
            StudyCases.Load(File, study with { Figure = loaded.Figure }, new SourceMap(), edits);
        return [.. study.Cases.Select(c => new StudyCase(c.Key, c.Value.Title, networks[c.Key], []) { Panels = c.Value.Panels })];
    }

    private static StudyCase[] Cases(StudyDescription study) => Cases(study, study);

    private static bool HasCircles(Figure figure) => figure.Panels.Any(panel => panel.Series.Count > 0);

    private static Figure Empty() => new("", [.. "abcd".Select(letter => new Panel($"{letter}", new Axis("x"), new Axis("y"), []))]);
}
