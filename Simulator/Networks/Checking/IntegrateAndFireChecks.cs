using Spiking.Neurons;

namespace Spiking.Networks.Checking;

/// <summary>Checks of the parameters of integrate-and-fire neurons against each other and against the time step.</summary>
internal static class IntegrateAndFireChecks
{
    public static void Check(Findings findings, IntegrateAndFireModelDescription model)
    {
        findings.CheckEulerTime(model, nameof(model.MembraneTime), model.MembraneTime);
        findings.CheckBelow(model, nameof(model.ResetPotential), model.ResetPotential,
            nameof(model.Threshold), model.Threshold, "the cell would fire without end");
        findings.CheckWholeSteps(model, nameof(model.RefractoryPeriod), model.RefractoryPeriod);
        if (model is not ConductanceLifModelDescription synapses)
            return;
        findings.CheckConductances(model, synapses.AmpaDecay, synapses.GabaDecay, synapses.InhibitoryReversal, synapses.ExcitatoryReversal);
        findings.CheckThreshold(model, model.Threshold, synapses.InhibitoryReversal, synapses.ExcitatoryReversal);
    }
}
