using Spiking.Files;

namespace Spiking.Neurons;

/// <summary>Checks of the conductance synapses of a neuron, by whatever models describe them: all call their parameters alike.</summary>
internal static class ConductanceChecks
{
    private const string Inhibition = nameof(MembraneModelDescription.InhibitoryReversal),
        Excitation = nameof(MembraneModelDescription.ExcitatoryReversal);
    private const string Threshold = nameof(PyramidalModelDescription.Threshold);

    /// <summary>Conductances decay no faster than steps can follow, and inhibition is not excitation.</summary>
    public static void CheckConductances(
        this Findings findings, NeuronModelDescription model, double ampaDecay, double gabaDecay, double inhibition, double excitation)
    {
        findings.CheckDecayTime(model, nameof(MembraneModelDescription.AmpaDecay), ampaDecay);
        findings.CheckDecayTime(model, nameof(MembraneModelDescription.GabaDecay), gabaDecay);
        findings.CheckBelow(model, Inhibition, inhibition, Excitation, excitation, "inhibition would excite");
    }

    /// <summary>The firing threshold lies between the reversal potentials.</summary>
    public static void CheckThreshold(
        this Findings findings, NeuronModelDescription model, double threshold, double inhibition, double excitation)
    {
        findings.CheckBelow(model, Inhibition, inhibition, Threshold, threshold, "inhibition would make the cell fire");
        findings.CheckBelow(model, Threshold, threshold, Excitation, excitation, "excitation could never make the cell fire");
    }
}
