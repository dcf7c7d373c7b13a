using Spiking.Plotting;

namespace Spiking.Recording.Decoding;

/// <summary>How figures show the signals of populations: their names in words, and units in which the numbers are easy to read.</summary>
internal static class SignalAxes
{
    /// <summary>The axis of a signal, and the factor by which its values (SI) are multiplied for it.</summary>
    public static (Axis Axis, double Scale) Of(SignalDescription signal)
    {
        (string words, string unit, double scale) = Look(signal.Quantity);
        Axis axis = signal.Quantity == SignalDescription.BurstProbability ? Axis.Probability(Capital(words)) : new(Capital(words), unit);
        return (axis, scale);
    }

    /// <summary>A signal in a text: "pyr1 event rate".</summary>
    public static string Words(SignalDescription signal) => $"{signal.Population} {Look(signal.Quantity).Words}";

    /// <summary>Colour of a signal; a rate of spikes has that of its population.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="populations">The populations of the network in the order of their colours.</param>
    public static Colour Colour(SignalDescription signal, IReadOnlyList<string> populations) => signal.Quantity switch
    {
        "spikeRate" => PopulationLooks.Of(signal.Population, populations),
        "eventRate" => Palette.Events,
        "burstRate" => Palette.Bursts,
        SignalDescription.BurstProbability or SignalDescription.BurstsPerEvent => Palette.BurstProbability,
        _ => Palette.Green,
    };

    // Conductances are in units of the leak conductance g_L.
    private static (string Words, string Unit, double Scale) Look(string quantity) => quantity switch
    {
        "spikeRate" => ("spike rate", "Hz", 1),
        "eventRate" => ("event rate", "Hz", 1),
        "burstRate" => ("burst rate", "Hz", 1),
        SignalDescription.BurstProbability or SignalDescription.BurstsPerEvent => ("burst probability", "", 1),
        "somaCurrent" => ("somatic current", "pA", 1e12),
        "dendriteCurrent" => ("dendritic current", "pA", 1e12),
        "somaPotential" => ("somatic potential", "mV", 1e3),
        "dendritePotential" => ("dendritic potential", "mV", 1e3),
        "potential" => ("potential", "mV", 1e3),
        "threshold" => ("threshold", "mV", 1e3),
        "somaAmpa" => ("somatic AMPA", "$g_L$", 1),
        "somaGaba" => ("somatic GABA", "$g_L$", 1),
        "dendriteAmpa" => ("dendritic AMPA", "$g_L$", 1),
        "dendriteGaba" => ("dendritic GABA", "$g_L$", 1),
        "ampa" => ("AMPA", "$g_L$", 1),
        "gaba" => ("GABA", "$g_L$", 1),
        _ => (quantity, "", 1),
    };

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
