using Spiking.Text;

namespace Spiking.Recording;

/// <summary>How figures show recorded variables: their names in words, and units in which the numbers are easy to read.</summary>
internal static class ShownUnit
{
    /// <summary>The unit on an axis, and the factor by which values are multiplied for it. Conductances are in leak conductances.</summary>
    /// <param name="unit">The unit of the values, as headings of tables have it: "v", "leaks", "a", "hz" or another; empty: none.</param>
    public static (string Unit, double Scale) Of(string unit) => unit switch
    {
        "v" => ("mV", 1e3),
        "leaks" => ("$g_L$", 1),
        "a" => ("pA", 1e12),
        "hz" => ("Hz", 1),
        _ => (unit, 1),
    };

    /// <summary>Words at the beginning of a label.</summary>
    public static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>The name of a variable in words: "somatic potential" of somaPotential, "dendritic AMPA" of dendriteAmpa.</summary>
    public static string Words(string variable) => Names.Words(variable)
        .Replace("soma ", "somatic ", StringComparison.Ordinal).Replace("dendrite ", "dendritic ", StringComparison.Ordinal)
        .Replace("ampa", "AMPA", StringComparison.Ordinal).Replace("gaba", "GABA", StringComparison.Ordinal);
}
