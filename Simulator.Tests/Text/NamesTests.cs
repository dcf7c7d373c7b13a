using Spiking.Text;

namespace Spiking.Tests.Text;

/// <summary>Which names a message proposes for one that is not known.</summary>
public sealed class NamesTests
{
    private static readonly string[] s_claims = ["stdp-crossing", "xor", "xor-margin", "burstccn.error", "ann.error", "edn.error"];

    [TestCase("xro", "; did you mean \"xor\"?")]
    [TestCase("stdp", "; did you mean \"stdp-crossing\"?")]
    [TestCase("ERROR", "; did you mean \"burstccn.error\", \"ann.error\" or \"edn.error\"?")]
    [TestCase("er", ".")]
    [TestCase("nothing", ".")]
    public void The_nearest_name_is_proposed_or_those_of_which_it_is_a_part(string written, string end) =>
        Assert.That(Names.DidYouMean(written, s_claims), Is.EqualTo(end));

    [Test]
    public void Parts_of_many_names_propose_none() =>
        Assert.That(Names.DidYouMean("rate", Enumerable.Range(1, 5).Select(i => $"rate-of-{i}-layers")), Is.EqualTo("."));
}
