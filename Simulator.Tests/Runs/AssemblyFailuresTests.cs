using System.Reflection;
using Spiking.Runs;

namespace Spiking.Tests.Runs;

/// <summary>Sentences for assemblies with parts that do not find what they need. That of the tests is one which needs NUnit.</summary>
public class AssemblyFailuresTests
{
    private static readonly string s_version = typeof(AssemblyFailures).Assembly.GetName().Version!.ToString(3);

    private static IEnumerable<TestCaseData> Cases()
    {
        const string Package = "Simulator.Tests.dll needs nunit.framework 99.1.0, which is not beside it: set "
            + "<EnableDynamicLoading>true</EnableDynamicLoading> in its project, so that a build puts it there, and build it again.";
        string program = $"Simulator.Tests.dll was built against Simulator 9.0.0, but this is version {s_version}: build it again.",
            fits = $"Simulator.Tests.dll fits another version than this one, Simulator {s_version}: build it again. ";
        FileNotFoundException package = new("", "nunit.framework, Version=99.1.0.0, Culture=neutral, PublicKeyToken=2638cd05610744eb");
        TypeLoadException old = new("Method 'SynapsesOf' does not have an implementation.");
        return new (Exception Failure, string? Sentence)[]
        {
            (package, Package),
            (new TypeInitializationException("Part", package), Package),
            (new AggregateException(new InvalidOperationException(), package), Package),
            (new FileLoadException("", "Simulator, Version=9.0.0.0, Culture=neutral, PublicKeyToken=null"), program),
            (new ReflectionTypeLoadException([], [old]), fits + "(Method 'SynapsesOf' does not have an implementation.)"),
            (new MissingMethodException("Method not found: 'Void A.B()'."), fits + "(Method not found: 'Void A.B()'.)"),
            (new FileNotFoundException("no such file", "results/spikes.csv"), null),
            (new DllNotFoundException("libmpi"), null),
            (new IOException("disk full"), null),
        }.Select((c, i) => new TestCaseData(c.Failure, c.Sentence).SetArgDisplayNames($"{i} {c.Failure.GetType().Name}"));
    }

    [TestCaseSource(nameof(Cases))]
    public void What_an_assembly_lacks_is_said_with_the_way_to_mend_it(Exception failure, string? sentence) =>
        Assert.That(AssemblyFailures.Explain(failure, [typeof(AssemblyFailuresTests).Assembly]), Is.EqualTo(sentence));

    [Test]
    public void Without_parts_it_is_a_failure_of_the_program() =>
        Assert.That(AssemblyFailures.Explain(new TypeLoadException("none"), []), Is.Null);
}
