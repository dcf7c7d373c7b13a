using System.Reflection;
using Spiking.Commands;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Protocols.Pairing;
using Spiking.RateModels.Continuous;
using Spiking.RateModels.Rules;
using Spiking.Synapses;
using Spiking.Tests.Architecture;
using Spiking.Tests.Commands;

namespace Spiking.Tests.Files;

public sealed class ReferencePagesTests
{
    private static readonly string s_folder = Path.Combine(SourceFiles.Root, "docs", "reference");
    private static readonly Documentation s_documentation = Documentation.Load();

    private static IEnumerable<Type> Records() =>
        new ReferencePlan(ReferenceCommand.Files).Described.OfType<RecordShape>().Select(shape => shape.Type);

    private static IEnumerable<Type> RecordsWithExamples() => Records().Where(type => s_documentation.ExampleOf(type) is not null);

    [Test]
    public void The_pages_in_docs_reference_are_current()
    {
        const string Remedy = "write them anew with the command: reference --output docs/reference";
        IReadOnlyDictionary<string, string> pages = ReferencePages.Write(ReferenceCommand.Files);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Directory.EnumerateFiles(s_folder).Select(Path.GetFileName), Is.EquivalentTo(pages.Keys), Remedy);
            foreach ((string name, string text) in pages)
            {
                string path = Path.Combine(s_folder, name);
                if (File.Exists(path)) Assert.That(File.ReadAllText(path), Is.EqualTo(text), $"{name}: {Remedy}");
            }
        }
    }

    [TestCaseSource(nameof(RecordsWithExamples))]
    public void An_example_can_be_read(Type type)
    {
        Type root = Kinds.RootOf(type) ?? type;
        MethodInfo read = typeof(ReferencePagesTests).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;
        Assert.That(read.MakeGenericMethod(root).Invoke(null, [s_documentation.ExampleOf(type)]), Is.InstanceOf(type));
    }

    [Test]
    public void Every_kind_that_a_file_can_choose_has_an_example() =>
        Assert.That(Records().Where(type => Kinds.RootOf(type) is not null && s_documentation.ExampleOf(type) is null), Is.Empty);

    [TestCase(typeof(NeuronModelDescription))]
    [TestCase(typeof(CurrentDescription))]
    [TestCase(typeof(PlasticityDescription))]
    [TestCase(typeof(ShortTermPlasticityDescription))]
    [TestCase(typeof(CurveDescription))]
    [TestCase(typeof(RuleDescription))]
    [TestCase(typeof(FeedbackLearningDescription))]
    [TestCase(typeof(ContinuousModelDescription))]
    public void Every_kind_of_what_computes_has_equations(Type family)
    {
        Type[] kinds = [.. Records().Where(type => type.IsSubclassOf(family))];
        Assert.That(kinds, Is.Not.Empty);
        Assert.That(kinds.Where(type => s_documentation.RemarksOf(type)?.Contains("```") is not true), Is.Empty);
    }

    [Test]
    public void A_file_that_is_no_page_is_not_overwritten()
    {
        using TemporaryFolder folder = new();
        string own = folder.File("task.md");
        File.WriteAllText(own, "my notes\n");
        ProgramResult result = SimulatorProcess.Here("reference", "--output", folder.Path).Ended(1);
        Assert.That(result.Error, Does.Contain("task.md").And.Contain("--output"));
        Assert.That((File.ReadAllText(own), Directory.GetFiles(folder.Path).Length), Is.EqualTo(("my notes\n", 1)));

        File.Delete(own);
        for (int time = 0; time < 2; time++) SimulatorProcess.Here("reference", "--output", folder.Path).Ended(0);
        Assert.That(File.ReadAllText(own), Does.StartWith(ReferencePages.Mark));
    }

    private static T Read<T>(string text)
        where T : class => new DescriptionFile<T>("example", (_, _, _, _) => { }, ("other", "\0")).Parse(text, "example");
}
