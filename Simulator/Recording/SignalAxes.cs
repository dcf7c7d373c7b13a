using Spiking.Plotting;

namespace Spiking.Recording;

/// <summary>How figures show the signals of populations: their names in words, and units in which the numbers are easy to read.</summary>
internal static class SignalAxes
{
    /// <summary>The axis of a signal, and the factor by which its values (SI) are multiplied for it.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="unit">Its unit, as headings of tables have it.</param>
    public static (Axis Axis, double Scale) Of(SignalDescription signal, string unit)
    {
        (string shown, double scale) = ShownUnit.Of(unit);
        string words = ShownUnit.Capital(Quantity(signal.Quantity));
        return (signal.Quantity == SignalDescription.BurstProbability ? Axis.Probability(words) : new(words, shown), scale);
    }

    /// <summary>A signal in a text: "pyr1 event rate".</summary>
    public static string Words(SignalDescription signal) => $"{signal.Population} {Quantity(signal.Quantity)}";

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

    private static string Quantity(string quantity) => quantity switch
    {
        SignalDescription.BurstProbability or SignalDescription.BurstsPerEvent => "burst probability",
        _ => ShownUnit.Words(quantity),
    };
}
