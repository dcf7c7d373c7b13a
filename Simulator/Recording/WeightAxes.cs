using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Synapses;

namespace Spiking.Recording;

/// <summary>
/// How results show the weights of a projection: the unit of tables, and for figures its name and a unit in which the numbers are easy to
/// read.
/// </summary>
internal static class WeightAxes
{
    /// <summary>
    /// The unit of weights as headings of tables have it: "leaks" (the leak conductance of the compartment), "v" or "a". The unit of a
    /// state variable has the same names (<see cref="NeuronModelDescription.UnitOf"/>).
    /// </summary>
    /// <param name="receptor">What the weights reach.</param>
    public static string UnitOf(Receptor receptor) => receptor switch
    {
        Receptor.SomaDelta or Receptor.DendriteFeedback => "v",
        Receptor.SomaCurrent => "a",
        _ => "leaks",
    };

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
