using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Recording.State;

/// <summary>State variables of single neurons and currents injected into them, sampled at a fixed interval, into state.csv.</summary>
/// <example><code>
/// { "type": "state", "population": "output", "variables": ["somaPotential", "dendritePotential"], "neurons": [0, 1], "every": "0.1 ms" }
/// </code></example>
[VariantName("state")]
public sealed record StateRecorderDescription : RecorderDescription
{
    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <summary>
    /// Names of state variables, for example somaPotential or dendriteFeedback; somaCurrent and dendriteCurrent (A) are the currents that
    /// are injected into a neuron in the step, those of a task and its teacher among them.
    /// </summary>
    [NotEmpty]
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>Indices of the neurons, from 0.</summary>
    [NotEmpty, Bounds(AtLeast = 0)]
    public required IReadOnlyList<int> Neurons { get; init; }

    /// <summary>Sampling interval.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Every { get; init; } = 1e-3;

    /// <summary>Simulation time at which recording begins.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    /// <summary>Simulation time at which recording ends; the end of the run if absent.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? Until { get; init; }

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) => new StateRecorder(context.PathOf("state", ".csv"), context.Network, this);

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        findings.CheckWholeSteps(this, nameof(Every), Every);
        findings.CheckStretch(this, nameof(From), From, nameof(Until), Until);
        findings.CheckWithinRun(this, nameof(From), From);
        findings.CheckDistinct(this, nameof(Variables), Variables);
        findings.CheckDistinct(this, nameof(Neurons), Neurons);
        if (!findings.IsSound(this, nameof(Population))) return;
        if (findings.UnknownPopulation(Population) is string message) findings.Report(this, nameof(Population), message);
        CheckVariables(findings);
        CheckIndices(findings);
    }

    private void CheckVariables(NetworkFindings findings)
    {
        if (findings.ModelOf(Population) is not NeuronModelDescription model || !findings.IsSound(this, nameof(Variables))) return;
        string[] known = [.. model.VariablesOf(findings.Network.HasFeedbackOnto(Population)), .. InjectedCurrent.NamesOf(model)];
        for (int i = 0; i < Variables.Count; i++)
        {
            string variable = Variables[i];
            if (known.Contains(variable)) continue;
            string instead = known.Length == 0
                ? "they are sources of spikes, which have no state; record their spikes."
                : $"they have {Names.All(known)}{Names.DidYouMean(variable, known)}";
            findings.ReportEntry(this, nameof(Variables), i,
                $"found \"{variable}\", which the neurons of \"{Population}\" do not have; {instead}");
        }
    }

    private void CheckIndices(NetworkFindings findings)
    {
        if (findings.SizeOf(Population) is not int size || !findings.IsSound(this, nameof(Neurons))) return;
        for (int i = 0; i < Neurons.Count; i++)
        {
            if (Neurons[i] < size) continue;
            findings.ReportEntry(this, nameof(Neurons), i, string.Create(
                CultureInfo.InvariantCulture,
                $"found {Neurons[i]}, but the neurons of \"{Population}\" are numbered from 0 to {size - 1}."));
        }
    }
}
