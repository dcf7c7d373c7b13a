namespace Spiking.Engine;

/// <summary>The processes that simulate one network together, and what they tell one another.</summary>
internal interface IProcesses
{
    /// <summary>Number of processes.</summary>
    int Count { get; }

    /// <summary>Index of this process. The first, 0, records and writes results.</summary>
    int Rank { get; }

    /// <summary>
    /// Collects the numbers of all processes in each of them. All must call it, and each call ends when all have called.
    /// </summary>
    /// <param name="mine">The numbers of this process.</param>
    /// <param name="all">Receives the numbers of all processes, in the order of the processes.</param>
    /// <param name="ends">Receives the number of numbers up to and including each process.</param>
    void Gather(ReadOnlySpan<int> mine, List<int> all, Span<int> ends);
}
