namespace Spiking.Engine;

/// <summary>Looks at a network while it runs.</summary>
public interface IObserver
{
    /// <summary>
    /// The number of steps at which the network must be looked at next, more than it has taken; by default after every step. It is looked
    /// at no later, perhaps earlier: after at most <see cref="Network.BlockSteps"/> steps, whose spikes it remembers.
    /// </summary>
    int NextLook(Network network) => network.StepsTaken + 1;

    /// <summary>Looks at the network after one or several steps.</summary>
    void AfterSteps(Network network);
}

/// <summary>Writes something down while a network runs.</summary>
public interface IRecorder : IObserver, IDisposable
{
    /// <summary>Writes what is still to be written, at the end of a run or where it was stopped.</summary>
    void Finish(Network network);

    /// <summary>Result of a run that has finished, besides the recorder's own files; null: there is none.</summary>
    IResult? Result => null;
}
