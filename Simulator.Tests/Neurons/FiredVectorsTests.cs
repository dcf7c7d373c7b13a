using Spiking.Neurons;

namespace Spiking.Tests.Neurons;

public class FiredVectorsTests
{
    [Test]
    public void Neurons_come_in_ascending_order_without_padding_lanes()
    {
        FiredVectors fired = new(size: 21, lanes: 8);
        FiredVectors.Notes notes = fired.Begin();
        notes.Add(0, 0b1000_0010);
        notes.Add(16, 0b1111_0001);
        int[] neurons = fired.Neurons(notes.Count).ToArray();
        Assert.That(neurons, Is.EqualTo(new[] { 1, 7, 16, 20 }));
        Assert.That(fired.Neurons(fired.Begin().Count).Length, Is.Zero);
    }
}
