using Spiking.Engine;
using Spiking.Protocols;
using Spiking.Protocols.Pairing;

namespace Spiking.Tests.Files;

/// <summary>A description never passes a variant off as the experiment of the file.</summary>
public sealed class ChangesTests
{
    private static string Description(params string[] overrides) =>
        NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "xor-burstprop.json"), overrides).Description;

    [Test]
    public void A_description_is_followed_by_what_was_changed()
    {
        string file = Description();
        Assert.That(file, Is.Not.Empty.And.Not.Contains("Changed"));
        Assert.That(
            Description("task.epochs=20", "populations.*.size = 2000", "recorders=null"),
            Is.EqualTo(file + " Changed: task.epochs = 20, populations.*.size = 2000, recorders removed."));
    }

    [Test]
    public void Of_several_changes_of_one_value_the_last_is_stated() =>
        Assert.That(Description("task.epochs=20", "task.epochs=30"), Does.EndWith(" Changed: task.epochs = 30."));

    [Test]
    public void Names_and_seeds_which_every_result_states_are_no_change_of_the_experiment() =>
        Assert.That(Description("seed=3", "name=other"), Is.EqualTo(Description()));

    [Test]
    public void A_new_description_is_followed_by_the_other_changes_and_an_absent_one_replaced_by_them()
    {
        Assert.That(Description("description=Mine.", "task.epochs=20"), Is.EqualTo("Mine. Changed: task.epochs = 20."));
        Assert.That(Description("description=null", "task.epochs=20"), Is.EqualTo("Changed: task.epochs = 20."));
    }

    [Test]
    public void A_long_value_is_shortened() =>
        Assert.That(
            Description(
                $"recorders=[{{ \"type\": \"spikes\", \"populations\": [\"{string.Join("\", \"", Enumerable.Repeat("hidden1", 1))}\"], "
                + $"\"neuronCount\": 10, \"from\": \"1 s\", \"until\": \"2 s\" }}]"), Does.EndWith("...."));

    [Test]
    public void The_variants_of_a_scan_have_one_description_which_leaves_the_scanned_value_to_the_scan()
    {
        string path = Path.Combine(TestFiles.Networks, "pairing-periodic.json");
        IReadOnlyList<(string Value, PairingProtocolDescription Protocol)> variants =
            ProtocolScan.Load(path, ["trains.epochs=2"], ProtocolScan.Parse("plasticity.presynapticTraceTime=20ms,50ms"));
        string expected = ProtocolDescription.File.Load(path).Description + " Changed: trains.epochs = 2.";
        Assert.That(variants.Select(v => v.Protocol.Description), Is.EqualTo(new[] { expected, expected }));
    }
}
