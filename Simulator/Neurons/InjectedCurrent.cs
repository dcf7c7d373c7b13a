using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// The current injected into one compartment of the neurons of a population, as it acts in the present step: what all of them are given,
/// what differs from neuron to neuron, and what a teacher adds. It is read from where models find it, so that a run in which it is not
/// recorded does nothing for it.
/// </summary>
/// <param name="population">The population.</param>
/// <param name="compartment">The compartment.</param>
internal readonly struct InjectedCurrent(Population population, Compartment compartment)
{
    private const string Soma = "somaCurrent", Dendrite = "dendriteCurrent";

    /// <summary>
    /// Names by which recorders know the currents of neurons of a model: "somaCurrent" and "dendriteCurrent"; sources of spikes have none.
    /// </summary>
    public static IReadOnlyList<string> NamesOf(NeuronModelDescription model) =>
        !model.HasReceptors ? [] : model.HasDendrite ? [Soma, Dendrite] : [Soma];

    /// <summary>Whether a name is that of a current.</summary>
    public static bool Has(string name) => name is Soma or Dendrite;

    /// <summary>The unit of a current or else of a state variable, as headings of tables have it.</summary>
    public static string UnitOf(NeuronModelDescription model, string name) => Has(name) ? "a" : model.UnitOf(name);

    /// <summary>The current of a name in a population.</summary>
    public static InjectedCurrent Of(Population population, string name) =>
        new(population, name == Soma ? Compartment.Soma : Compartment.Dendrite);

    /// <summary>The current into a neuron (A), with the digits of single precision.</summary>
    public float this[int neuron] => (float)(Shared + (Cells?.Span[neuron] ?? 0.0) + (Teacher?.Span[neuron] ?? 0.0));

    /// <summary>The current (A), mean over all neurons.</summary>
    public double Mean => Shared + MeanOf(Cells) + MeanOf(Teacher);

    private double Shared => compartment == Compartment.Soma ? population.SomaCurrent : population.DendriteCurrent;

    private AlignedArray<float>? Cells => compartment == Compartment.Soma ? population.SomaCellCurrents : population.DendriteCellCurrents;

    private AlignedArray<float>? Teacher => compartment == Compartment.Soma ? null : (population as IDendriteInjection)?.DendriteCurrents;

    private static double MeanOf(AlignedArray<float>? currents) => currents is null ? 0 : OrderedSum.Mean(currents.Span);
}
