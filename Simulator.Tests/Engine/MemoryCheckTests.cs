using Spiking.Engine;
using Spiking.Numerics;

namespace Spiking.Tests.Engine;

/// <summary>Networks that do not fit into memory are refused before they are built.</summary>
public class MemoryCheckTests
{
    // 1000 projections of 1.9e9 synapses each: 11 TB.
    [Test]
    public void A_network_larger_than_the_memory_of_the_machine_is_refused_at_once()
    {
        NetworkDescription description = NetworkDescription.File.Load(
            Path.Combine(TestFiles.Networks, "coba.json"), ["populations.*.size=10000000", "projections.*.probability=1.9e-5"]);
        ProjectionDescription[] many = [.. Enumerable.Repeat(description.Projections[0], 1000)];
        Assert.That(MemoryCheck.Limit, Is.InRange(1L << 28, 1L << 42));
        SimulationException refusal =
            Assert.Throws<SimulationException>(() => NetworkBuilder.Build(description with { Projections = many }))!;
        Assert.That(refusal.Message,
            Does.Match("^there is not enough memory for the network coba: it needs about [0-9,.]+ GB, and [0-9,.]+ GB are there"));
    }

    [TestCase("xor-burstprop.json", "recorders=[{ \"type\": \"spikes\" }]", 5 * 65_536)]
    [TestCase("coba.json", "recorders=[{ \"type\": \"spikes\", \"neuronCount\": 100, \"from\": \"1 s\", \"until\": \"2 s\" }]", 2 * 65_536)]
    [TestCase("coba.json", "recorders=[{ \"type\": \"rates\" }]", 0)]
    public void Recorded_spikes_take_a_buffer_for_each_population(string file, string recorders, double bytes)
    {
        NetworkDescription description = NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, file), [recorders]);
        Assert.That(description.Recorders.Sum(recorder => recorder.Memory(description, description.Duration ?? 16_070)),
            Is.EqualTo(bytes).Within(1e-9).Percent);
    }

    // An array of bytes would end at 2^31 of them: 536 million synapses.
    [Test]
    public unsafe void An_array_can_be_longer_than_two_gigabytes()
    {
        const int Length = 270_000_001;
        AlignedArray<double> values = new(Length);
        values.Span[^1] = 1.5;
        values.Span[0] = 2.5;
        Assert.That(values.PaddedLength, Is.EqualTo(270_000_008));
        Assert.That(values.Pointer[Length - 1] + values.Pointer[0], Is.EqualTo(4));
        Assert.That((ulong)values.Pointer % 64, Is.Zero);
    }
}
