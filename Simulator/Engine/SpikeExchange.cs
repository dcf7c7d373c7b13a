using System.Runtime.InteropServices;
using Spiking.Neurons;

namespace Spiking.Engine;

/// <summary>
/// Lets several processes simulate one network. Each advances a part of the neurons of every population that is shared
/// (<see cref="Population.Own"/>) and holds the synapses onto them, and all of the others. Spikes are exchanged at the end of a block of
/// steps, which is no longer than the shortest delay of the synapses of shared neurons, so none arrives before it is known. Because random
/// numbers belong to neurons and synapses, and a neuron adds what arrives in the same order wherever it is, results have the same bits for
/// any number of processes.
/// </summary>
/// <remarks>
/// The first process says how many steps are taken next, and the others follow until it says that there are none. Every message begins with
/// what it is, so processes that no longer agree stop instead of taking one thing for another.
/// A message with spikes holds, for every shared population, the number of spikes in each step, and then all neurons.
/// </remarks>
internal sealed class SpikeExchange
{
    private const int StepsAhead = 1, BlockLength = 2, BlockOfSpikes = 3, Verdict = 4;

    private readonly IProcesses _processes;
    private readonly DrivenPopulation[] _populations, _shared;
    private readonly NeuronRange[][] _parts;
    private readonly int[] _ends, _next;
    private readonly List<int> _mine = [], _all = [], _spikes = [];

    /// <summary>Prepares the exchange among processes.</summary>
    /// <param name="processes">The processes.</param>
    /// <param name="populations">All populations of the network.</param>
    public SpikeExchange(IProcesses processes, IEnumerable<DrivenPopulation> populations)
    {
        _processes = processes;
        _populations = [.. populations];
        _shared = [.. _populations.Where(p => p.Population.IsShared)];
        (_ends, _next) = (new int[processes.Count], new int[processes.Count]);
        _parts = [.. _shared.Select(p => Parts(p.Population.Size))];
        NeuronRange[] Parts(int size) =>
            [.. Enumerable.Range(0, processes.Count).Select(rank => NeuronRange.PartOf(size, rank, processes.Count))];
    }

    /// <summary>Whether this is the process that says how many steps are taken.</summary>
    public bool Leads => _processes.Rank == 0;

    /// <summary>The length of a block that suits all processes: the shortest of theirs.</summary>
    /// <param name="own">The longest block that suits this process.</param>
    /// <param name="network">A hash of the description of the network.</param>
    /// <exception cref="SimulationException">Another process has another network.</exception>
    public int ShortestBlock(int own, ulong network)
    {
        int low = (int)network, high = (int)(network >> 32);
        Gather([BlockLength, own, low, high]);
        int shortest = own;
        for (int rank = 0; rank < _processes.Count; rank++)
        {
            ReadOnlySpan<int> message = Message(rank, BlockLength);
            if (message[1] != low || message[2] != high) throw Disagreement(rank, "another network: its file or its options differ");
            shortest = Math.Min(shortest, message[0]);
        }

        return shortest;
    }

    /// <summary>At the end: tells whether all went well in this process.</summary>
    /// <returns>The first process in which it did not; null: in all of them it did.</returns>
    public int? FirstFailure(bool failed)
    {
        Gather([Verdict, failed ? 1 : 0]);
        for (int rank = 0; rank < _processes.Count; rank++)
            if (Message(rank, Verdict)[0] != 0) return rank;
        return null;
    }

    /// <summary>For the first process: says how many steps are taken next; 0: none any more.</summary>
    public void Announce(int steps) => Gather([StepsAhead, steps]);

    /// <summary>For the others: how many steps are taken next; 0: none any more.</summary>
    public int Await()
    {
        Gather([StepsAhead, 0]);
        return Message(0, StepsAhead)[0];
    }

    /// <summary>Exchanges the spikes of a block, so that those of all processes are listed in all of them.</summary>
    /// <param name="first">The first step of the block.</param>
    /// <param name="end">The step after its last.</param>
    public void Complete(int first, int end)
    {
        _mine.Clear();
        _mine.Add(BlockOfSpikes);
        foreach (DrivenPopulation shared in _shared)
            for (int step = first; step < end; step++) _mine.Add(shared.Population.Spikes.Known(step).Length);
        foreach (DrivenPopulation shared in _shared)
            for (int step = first; step < end; step++) _mine.AddRange(shared.Population.Spikes.Known(step));
        Gather(CollectionsMarshal.AsSpan(_mine));
        int steps = end - first;
        for (int rank = 0; rank < _processes.Count; rank++) _next[rank] = _shared.Length * steps;
        for (int i = 0; i < _shared.Length; i++) List(_shared[i], _parts[i], i * steps, first, end);
        foreach (DrivenPopulation population in _populations) population.ForgetSources();
    }

    private void List(DrivenPopulation shared, NeuronRange[] parts, int counts, int first, int end)
    {
        Population population = shared.Population;
        population.BeginListing(end - first);
        uint stepsWithSpikes = 0;
        for (int step = first; step < end; step++)
        {
            _spikes.Clear();
            for (int rank = 0; rank < parts.Length; rank++)
            {
                ReadOnlySpan<int> message = Message(rank, BlockOfSpikes);
                int count = counts + step - first < message.Length ? message[counts + step - first] : -1;
                if (count < 0 || count > message.Length - _next[rank]) throw Disagreement(rank, "a part of its spikes only");
                ReadOnlySpan<int> neurons = message.Slice(_next[rank], count);
                _next[rank] += count;
                foreach (int neuron in neurons)
                    if (!parts[rank].Contains(neuron)) throw Disagreement(rank, $"neuron {neuron} of {population.Name}");
                _spikes.AddRange(neurons);
            }

            population.List(step, CollectionsMarshal.AsSpan(_spikes));
            shared.AddToFingerprint(step);
            stepsWithSpikes = stepsWithSpikes << 1 | (_spikes.Count > 0 ? 1u : 0);
        }

        population.Progress.Replace(end - first, stepsWithSpikes);
    }

    private void Gather(ReadOnlySpan<int> mine) => _processes.Gather(mine, _all, _ends);

    /// <summary>The message of a process, without the word that says what it is.</summary>
    private ReadOnlySpan<int> Message(int rank, int kind)
    {
        ReadOnlySpan<int> message = CollectionsMarshal.AsSpan(_all)[(rank == 0 ? 0 : _ends[rank - 1]).._ends[rank]];
        return message.Length > 0 && message[0] == kind ? message[1..] : throw Disagreement(rank, "something else than was asked for");
    }

    private static SimulationException Disagreement(int rank, string what) =>
        new($"process {rank} has sent {what}, so the processes do not agree about the network.");
}
