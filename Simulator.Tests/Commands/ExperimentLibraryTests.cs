using Spiking.Runs;

namespace Spiking.Tests.Commands;

/// <summary>Experiments come with the program: they are found by name from a folder in which nothing is, listed, and copied.</summary>
public class ExperimentLibraryTests
{
    private TemporaryFolder _folder = null!;
    private string _before = "";

    [SetUp]
    public void GoElsewhere()
    {
        _folder = new TemporaryFolder();
        _before = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(_folder.Path);
    }

    [TearDown]
    public void ComeBack()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Dispose();
    }

    [TestCase("xor-burstccn", "5 populations")]
    [TestCase("xor-burstccn.json", "5 populations")]
    [TestCase("networks/xor-burstccn.json", "5 populations")]
    [TestCase("one-cell", "1 population")]
    [TestCase("examples/rates-from-file", "2 populations")]
    [TestCase("pairing-poisson", "protocol")]
    [TestCase("cifar10-symmetric", "rate model")]
    [TestCase("burstccn-fig2", "study of 4 cases")]
    public void An_experiment_is_found_by_its_name(string name, string what) =>
        Assert.That(SimulatorProcess.Here("validate", name).Ended(0).Output, Does.Contain("is valid").And.Contain(what));

    [Test]
    public void A_run_by_name_leaves_its_results_in_the_present_folder()
    {
        SimulatorProcess.Here("run", "one-cell", "--figures", "none", "--snapshot-every", "0").Ended(0);
        Assert.That(_folder.File("results/one-cell/seed-1/report.html"), Does.Exist);
        Assert.That(SimulatorProcess.Here("sweep", "one-cell", "--list-measures").Ended(0).Output, Does.Contain("rates."));
    }

    [Test]
    public void A_wrong_name_is_answered_with_the_nearest()
    {
        Assert.That(SimulatorProcess.Here("run", "xor-burstcnn").Ended(1).Error,
            Does.Contain("did you mean \"xor-burstccn\"?").And.Contain("spiking list"));
        Assert.That(SimulatorProcess.Here("run", "networks/one-cel.json").Ended(1).Error, Does.Contain("did you mean \"one-cell\"?"));
        Assert.That(SimulatorProcess.Here("run", _folder.Path).Ended(1).Error, Does.Contain("this is a folder"));
    }

    [Test]
    public void A_file_of_the_present_folder_goes_before_the_one_that_comes_with_the_program()
    {
        SimulatorProcess.Here("copy").Ended(0);
        string own = Path.Combine("networks", "examples", "one-cell.json");
        File.WriteAllText(own, File.ReadAllText(own).Replace("\"one-cell\"", "\"my-cell\"", StringComparison.Ordinal));
        Directory.CreateDirectory("below");
        Directory.SetCurrentDirectory("below");
        Assert.That(SimulatorProcess.Here("describe", "one-cell").Ended(0).Output, Does.StartWith("my-cell"));
    }

    [Test]
    public void Copy_leaves_all_experiments_with_what_they_need_and_overwrites_nothing()
    {
        SimulatorProcess.Here("copy", "mine").Ended(0);
        Assert.That(_folder.File("mine/networks/schema.json"), Does.Exist);
        foreach (KnownExperiment known in ExperimentLibrary.All())
            Assert.That(File.ReadAllBytes(Path.Combine("mine", "networks", known.Name + ".json")),
                Is.EqualTo(File.ReadAllBytes(known.Path)));
        SimulatorProcess.Here("validate", Path.Combine("mine", "networks", "studies", "burstccn-fig2.json")).Ended(0);
        string[] before = RunFolders.Contents("mine");
        Assert.That(SimulatorProcess.Here("copy", "mine").Ended(1).Error, Does.Contain("there already"));
        Assert.That(RunFolders.Contents("mine"), Is.EqualTo(before));
        File.WriteAllText("one.json", "{}");
        Assert.That(SimulatorProcess.Here("copy", "one.json").Ended(1).Error,
            Does.Contain("one.json is a file, where a folder is needed."));
    }

    [Test]
    public void Every_experiment_says_what_it_is_and_its_last_name_is_enough() => Assert.Multiple(() =>
    {
        IReadOnlyList<KnownExperiment> all = ExperimentLibrary.All();
        Assert.That(all, Has.Count.GreaterThan(40));
        Assert.That(all.Select(known => known.ShortName), Is.Unique);
        string listed = SimulatorProcess.Here("list").Ended(0).Output;
        foreach (KnownExperiment known in all)
        {
            Assert.That(known.Summary, Has.Length.GreaterThan(20).And.Not.EndsWith("et al"), known.Name);
            Assert.That(listed, Does.Contain(known.Name));
        }
    });

    [Test]
    public void The_version_says_commit_and_width() =>
        Assert.That(SimulatorProcess.Here("--version").Ended(0).Output,
            Does.Match(
                @"^spiking \d+\.\d+\.\d+\S*, (commit [0-9a-f]{40}|built outside a repository), vectors of (128|256|512) bits, \.NET \d"));
}
