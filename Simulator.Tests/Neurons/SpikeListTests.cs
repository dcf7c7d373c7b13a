using Spiking.Neurons;

namespace Spiking.Tests.Neurons;

public class SpikeListTests
{
    [Test]
    public void Spikes_are_remembered_as_long_as_asked_for()
    {
        const int Capacity = 4, Longest = 3;
        SpikeList list = new(Capacity, Longest);
        List<int[]> written = [];
        for (int step = 0; step < 50; step++)
        {
            // Step k has the neurons that are set in the binary digits of k: all patterns, empty and full ones too.
            int[] neurons = [.. Enumerable.Range(0, Capacity).Where(n => ((step >> n) & 1) != 0)];
            list.BeginStep();
            foreach (int neuron in neurons) list.Add(neuron);
            written.Add(neurons);
            for (int ago = 0; ago <= Math.Min(step, Longest); ago++)
                Assert.That(list.At(step - ago).ToArray(), Is.EqualTo(written[step - ago]), $"step {step}, {ago} steps ago");
            Assert.That(list.Present.ToArray(), Is.EqualTo(neurons));
        }
    }

    [Test]
    public void Before_the_first_step_there_were_no_spikes()
    {
        SpikeList list = new(3, 5);
        list.BeginStep();
        list.Add(1);
        for (int ago = 1; ago <= 5; ago++) Assert.That(list.At(-ago).ToArray(), Is.Empty, $"{ago} steps ago");
    }
}
