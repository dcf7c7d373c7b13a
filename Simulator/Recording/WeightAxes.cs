using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Synapses;

namespace Spiking.Recording;

/// <summary>How figures show the weights of a projection: its name, and a unit in which the numbers are easy to read.</summary>
internal static class WeightAxes
{
    /// <summary>The axis of the weights, and the factor by which the simulator's values are multiplied for it.</summary>
    /// <param name="receptor">What the weights reach.</param>
    public static (Axis Axis, double Scale) Of(Receptor receptor) => receptor switch
    {
        Receptor.SomaDelta or Receptor.DendriteFeedback => (new Axis("Weight", "mV"), 1e3),
        Receptor.SomaCurrent => (new Axis("Weight", "pA"), 1e12),
        _ => (new Axis("Weight", "$g_L$"), 1),
    };

    /// <summary>"input1 → hidden1": source and target of a projection.</summary>
    public static string Arrow(Projection projection) => $"{projection.Source.Name} → {projection.Target.Name}";
}
