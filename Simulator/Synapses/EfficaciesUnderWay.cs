using System.Runtime.InteropServices;
using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>
/// The efficacies of spikes that have reached the synapses of a projection with the shortest delay, and not yet those with the longest.
/// </summary>
/// <remarks>
/// A synapse with the delay d sees the spikes of its neuron d steps after they were fired: the same intervals as every other synapse of
/// the neuron, and so the same efficacies. They are found once, when a spike reaches the first synapse, and remembered until it has reached
/// the last.
/// </remarks>
/// <param name="synapses">Short-term plasticity, with one efficacy for all synapses of a neuron.</param>
/// <param name="settings">The projection's settings; the delay is the shortest.</param>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="delays">Number of delays, from the shortest to the longest.</param>
internal sealed class EfficaciesUnderWay(ShortTermSynapses synapses, ProjectionSettings settings, Population source, int delays)
    : IHasState
{
    // Those of the spikes that arrived first in step k, in the order of these spikes, at the place k modulo the number of delays.
    private readonly List<double>[] _ofStep = [.. Enumerable.Range(0, delays).Select(_ => new List<double>())];

    /// <summary>Finds the efficacies of spikes that arrive at the synapses with the shortest delay: once for every step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="neurons">The neurons that fired as many steps ago as the shortest delay.</param>
    public void Find(int step, ReadOnlySpan<int> neurons)
    {
        List<double> efficacies = Place(step);
        efficacies.Clear();
        foreach (int neuron in neurons) efficacies.Add(synapses.Efficacy(neuron, step));
    }

    /// <summary>The efficacies of the spikes that arrived first in a step.</summary>
    public ReadOnlySpan<double> Of(int step) => CollectionsMarshal.AsSpan(Place(step));

    void IHasState.VisitState(StateVisitor visitor)
    {
        ((IHasState)synapses).VisitState(visitor);

        // Those of the first step are at their last synapses.
        int first = visitor.Now - delays + 1;
        List<double> underWay = [];
        for (int step = first; step < visitor.Now; step++) underWay.AddRange(Place(step));
        visitor.List("efficaciesUnderWay", underWay);
        if (!visitor.IsRestoring) return;
        foreach (List<double> efficacies in _ofStep) efficacies.Clear();
        int next = 0;
        for (int step = first; step < visitor.Now; step++)
        {
            int count = source.SpikesAt(settings.Transmits, step - settings.DelaySteps).Length;
            visitor.Require(count <= underWay.Count - next, "there are more spikes under way than efficacies");
            Place(step).AddRange(CollectionsMarshal.AsSpan(underWay).Slice(next, count));
            next += count;
        }

        visitor.Require(next == underWay.Count, "there are efficacies of no spike");
    }

    // Steps before 0 are those of a run that came before this one.
    private List<double> Place(int step) => _ofStep[(step % delays + delays) % delays];
}
