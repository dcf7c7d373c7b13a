using Spiking.Engine;

namespace Spiking.Recording;

/// <summary>Writes something down while a network runs.</summary>
public interface IRecorder : IDisposable
{
    /// <summary>Looks at the network after a step.</summary>
    void AfterStep(Network network);

    /// <summary>Writes what is still to be written, at the end of a run or where it was stopped.</summary>
    void Finish(Network network);
}
