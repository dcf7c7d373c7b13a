using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plotting;

namespace Spiking.Engine;

// A task is one folder: a class that derives from this one, with a name by which files choose it, its checks, and the task that it creates,
// whose result knows its tables, figures and sentences.
/// <summary>Task of a network: what is shown to it, what it should learn, and how that is measured.</summary>
[VariantKey("type")]
public abstract record TaskDescription
{
    /// <summary>Simulated time of the whole task (s).</summary>
    /// <param name="network">The network, checked.</param>
    public abstract double Duration(NetworkDescription network);

    /// <summary>Course of the task, in sentences.</summary>
    /// <param name="network">The network, checked.</param>
    public virtual IEnumerable<string> Describe(NetworkDescription network) => [];

    /// <summary>Compartments into which the task injects currents, by population, for the sketch of the network.</summary>
    public virtual IEnumerable<(string Population, Compartment Compartment)> Injects => [];

    /// <summary>The end of the task whose activity is drawn: by default its last 10 s.</summary>
    /// <param name="network">The network, checked.</param>
    internal virtual ShownStretch Shown(NetworkDescription network) => ShownStretch.Of(Duration(network));

    /// <summary>Creates the task.</summary>
    /// <param name="simulation">The network with its recorders, at time 0.</param>
    public abstract ITask Create(Simulation simulation);

    /// <summary>Figures that compare several realizations, with the names of their files.</summary>
    /// <param name="results">The complete results of the realizations, at least two.</param>
    public virtual IEnumerable<(string Name, Figure Figure)> Compare(IReadOnlyList<ITaskResult> results) => [];

    /// <summary>Comparison of the cases of a study whose file names no figure; null: such a study has to name one.</summary>
    public virtual StudyComparison? Comparison => null;

    /// <summary>Checks what the bounds of single values do not tell: values against one another, and against the network.</summary>
    /// <param name="findings">Where to report problems.</param>
    public virtual void Check(NetworkFindings findings)
    {
    }

    /// <summary>
    /// Why the task does not measure the burst probabilities that a network leaves open, as the end of a sentence; null if it does.
    /// </summary>
    /// <param name="findings">What is known of the network.</param>
    public virtual string? DoesNotMeasure(NetworkFindings findings) => "the task does not measure it: give the value";
}
