using Spiking.Files;

namespace Spiking.Engine;

// A recorder is one folder: a class that derives from this one, with a name by which files choose it, its checks, and the recorder that it
// creates, with its tables and figures.
/// <summary>Something that is written down while the network runs.</summary>
[VariantKey("type")]
public abstract record RecorderDescription
{
    /// <summary>
    /// The mean rate (Hz) that estimates of memory assume for every neuron whose spikes are recorded: that of pyramidal cells in the
    /// experiments here.
    /// </summary>
    public const double AssumedRate = 10;

    /// <summary>
    /// How much memory the recorder will hold at the end of a run (bytes), estimated before it begins. What is written while the network
    /// runs does not count.
    /// </summary>
    /// <param name="network">The network, checked.</param>
    /// <param name="duration">Simulated time of the run (s).</param>
    public virtual double Memory(NetworkDescription network, double duration) => 0;

    /// <summary>Checks what the bounds of single values do not tell: values against one another, and against the network.</summary>
    /// <param name="findings">Where to report problems.</param>
    public virtual void Check(NetworkFindings findings)
    {
    }

    /// <summary>
    /// Whether the recorder reads nothing but the lists of spikes. Of a network that several processes simulate together, these alone are
    /// complete in each of them.
    /// </summary>
    internal virtual bool ReadsSpikesAlone => false;

    /// <summary>Creates the recorder.</summary>
    /// <param name="context">The network, before its first step, and the names of the recorder's files.</param>
    public abstract IRecorder Create(RecordingContext context);
}
