using Spiking.Engine;
using Spiking.Files;
using Spiking.Networks.Checking;

namespace Spiking.Networks;

// A recorder is one folder: a class that derives from this one, with a name by which files choose it, its checks, and the recorder that it creates,
// with its tables and figures.
/// <summary>Something that is written down while the network runs.</summary>
[VariantKey("type")]
public abstract record RecorderDescription
{
    /// <summary>The mean rate (Hz) that estimates of memory assume for every neuron whose spikes are recorded: that of pyramidal cells in the experiments here.</summary>
    public const double AssumedRate = 10;

    /// <summary>
    /// How much memory the recorder will hold at the end of a run (bytes), estimated before it begins. What is written while the network runs does not
    /// count.
    /// </summary>
    /// <param name="network">The network, checked.</param>
    /// <param name="duration">Simulated time of the run (s).</param>
    public virtual double Memory(NetworkDescription network, double duration) => 0;

    /// <summary>Adds what is wrong with the recorder in its network.</summary>
    internal abstract void Check(Findings findings);

    /// <summary>Creates the recorder.</summary>
    /// <param name="context">The network, before its first step, and the names of the recorder's files.</param>
    public abstract IRecorder Create(RecordingContext context);
}
