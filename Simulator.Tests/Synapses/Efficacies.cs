using Spiking.Synapses;

namespace Spiking.Tests.Synapses;

internal static class Efficacies
{
    /// <summary>The efficacy that a spike finds at all synapses of its neuron.</summary>
    public static double Transmit(this ShortTermSynapses synapses, int source, int step)
    {
        double[] efficacy = new double[1];
        synapses.Transmit(source, step, efficacy);
        return efficacy[0];
    }
}
