using Spiking.Neurons;

namespace Spiking.Networks.Checking;

/// <summary>Checks of the parameters of integrate-and-fire neurons against each other and against the time step.</summary>
internal static class IntegrateAndFireChecks
{
    public static void Check(Findings findings, IntegrateAndFireModel model)
    {
        findings.CheckEulerTime(model, nameof(model.MembraneTime), model.MembraneTime);
        findings.CheckBelow(model, nameof(model.ResetPotential), model.ResetPotential,
            nameof(model.Threshold), model.Threshold, "the cell would fire without end");
        findings.CheckWholeSteps(model, nameof(model.RefractoryPeriod), model.RefractoryPeriod);
        if (model is not ConductanceLifModel synapses)
            return;
        findings.CheckDecayTime(model, nameof(synapses.AmpaDecay), synapses.AmpaDecay);
        findings.CheckDecayTime(model, nameof(synapses.GabaDecay), synapses.GabaDecay);
        findings.CheckBelow(model, nameof(synapses.InhibitoryReversal), synapses.InhibitoryReversal,
            nameof(synapses.ExcitatoryReversal), synapses.ExcitatoryReversal, "inhibition would excite");
        findings.CheckBelow(model, nameof(synapses.InhibitoryReversal), synapses.InhibitoryReversal,
            nameof(model.Threshold), model.Threshold, "inhibition would make the cell fire");
        findings.CheckBelow(model, nameof(model.Threshold), model.Threshold,
            nameof(synapses.ExcitatoryReversal), synapses.ExcitatoryReversal, "excitation could never make the cell fire");
    }
}
