using Spiking.Text;

namespace Spiking.Engine;

/// <summary>
/// A task that a network performs: a schedule of segments, which follows from its description. A task can look at the network in all its
/// segments.
/// </summary>
public interface ITask : IObserver
{
    /// <summary>Result so far.</summary>
    ITaskResult Result { get; }

    /// <summary>
    /// The segments, the same whenever they are enumerated. What a segment leaves to others is kept in fields, not in their closures.
    /// </summary>
    IEnumerable<Segment> Schedule { get; }

    int IObserver.NextLook(Network network) => int.MaxValue;

    void IObserver.AfterSteps(Network network)
    {
    }
}

/// <summary>Result of a task, complete or as far as the task came.</summary>
public interface ITaskResult : IResult
{
    /// <summary>Whether the network has solved the task; null if that is not known, or if there is nothing to solve.</summary>
    bool? IsSolved => null;

    /// <summary>
    /// The answer of one run as a table to read. The tables of several seeds are shown as one, with a column for the seed.
    /// </summary>
    TextTable? Summary => null;
}
