using Spiking.Neurons;

namespace Spiking.Recording.Spikes;

/// <summary>Kinds of spikes: 1 event, 2 second spike of a burst, 0 any other.</summary>
internal static class SpikeKinds
{
    /// <summary>Reads the spikes of a population with their kinds, in the order of step and neuron.</summary>
    /// <param name="population">The population, which remembers the spikes of these steps.</param>
    /// <param name="neurons">Only of the first this many neurons.</param>
    /// <param name="start">First step.</param>
    /// <param name="end">Step after the last.</param>
    /// <param name="take">Takes step, neuron and kind of every spike.</param>
    public static void Read(Population population, int neurons, int start, int end, Action<int, int, byte> take)
    {
        SpikeList spikes = population.Spikes, events = population.Events, bursts = population.Bursts;
        for (int step = start; step < end; step++)
        {
            // In most steps few populations spike.
            ReadOnlySpan<int> present = spikes.At(step);
            if (present.IsEmpty) continue;

            // Every event and every second spike of a burst is one of the spikes, and all three lists ascend.
            ReadOnlySpan<int> nextEvents = events.At(step), nextBursts = bursts.At(step);
            foreach (int neuron in present)
            {
                if (neuron >= neurons) break;
                bool isEvent = !nextEvents.IsEmpty && nextEvents[0] == neuron, isBurst = !nextBursts.IsEmpty && nextBursts[0] == neuron;
                if (isEvent) nextEvents = nextEvents[1..];
                if (isBurst) nextBursts = nextBursts[1..];
                take(step, neuron, isEvent ? (byte)1 : isBurst ? (byte)2 : (byte)0);
            }
        }
    }
}
