using Spiking.Neurons;

namespace Spiking.Tests.Neurons;

public class SpikeListTests
{
    private const string Order = ", but the neurons that spike in a step must come in ascending order, each of them once.";

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

    [TestCase(6)]
    [TestCase(-1)]
    [TestCase(int.MinValue)]
    [TestCase(10)]
    [TestCase(int.MaxValue)]
    public void A_step_that_is_not_remembered_is_refused(int step)
    {
        SpikeList list = new(3, 2);
        Assert.That(() => list.At(0), Throws.ArgumentException.With.Message.EqualTo(
            "the spikes of step 0 are not remembered: no step has been taken."));
        for (int i = 0; i < 10; i++) list.BeginStep();
        Assert.That(() => list.At(step), Throws.ArgumentException.With.Message.EqualTo(
            $"the spikes of step {step} are not remembered: only those of the steps 7 to 9 are."));
    }

    // An index is used with pointers by all who read the list; so the list takes none that is out of range, out of order or twice there.
    [TestCase(-1, "there is no neuron -1 that could spike: the neurons are numbered from 0 to 2.")]
    [TestCase(int.MinValue, "there is no neuron -2147483648 that could spike: the neurons are numbered from 0 to 2.")]
    [TestCase(1, "a spike of neuron 1 follows that of neuron 1 in one step" + Order)]
    [TestCase(0, "a spike of neuron 0 follows that of neuron 1 in one step" + Order)]
    [TestCase(3, "there is no neuron 3 that could spike: the neurons are numbered from 0 to 2.")]
    [TestCase(int.MaxValue, "there is no neuron 2147483647 that could spike: the neurons are numbered from 0 to 2.")]
    public void Indices_out_of_range_or_order_are_refused(int second, string sentence)
    {
        SpikeList list = new(3, 5);
        list.BeginStep();
        list.Add(1);
        Assert.That(() => list.Add(second), Throws.ArgumentException.With.Message.EqualTo(sentence));
        Assert.That(list.Present.ToArray(), Is.EqualTo(new[] { 1 }));
    }
}
