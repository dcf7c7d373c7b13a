using Spiking.Quantities;

namespace Spiking.Files;

/// <summary>
/// The magnitudes that numbers of a file can have, by dimension. The engine computes in single precision, which ends at 3e38; within these
/// ranges every quotient, product and sum of parameters that it forms is finite, and no cell, synapse or experiment comes near them.
/// </summary>
/// <param name="Smallest">The smallest number, where a number must be above 0 (SI units).</param>
/// <param name="Largest">The largest number of either sign (SI units).</param>
internal readonly record struct ValueRange(double Smallest, double Largest)
{
    /// <summary>The range of a dimension; null: of a number without a unit.</summary>
    public static ValueRange Of(Dimension? dimension) => dimension switch
    {
        null => new(1e-30, 1e12),
        Dimension.Time => new(1e-12, 1e6),
        Dimension.Frequency => new(1e-12, 1e9),
        Dimension.Potential => new(1e-9, 1e3),
        Dimension.Current => new(1e-21, 1),
        Dimension.Capacitance => new(1e-18, 1),
        Dimension.Conductance => new(1e-15, 1),
        Dimension.CurrentPerFrequency => new(1e-21, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };

    /// <summary>Range of a number that has bounds of its own: the narrower of both.</summary>
    /// <param name="bounds">Bounds of its own; null: none.</param>
    public BoundsAttribute Within(BoundsAttribute? bounds)
    {
        double largest = bounds is null || double.IsNaN(bounds.AtMost) ? Largest : Math.Min(bounds.AtMost, Largest);
        bool hasLower = bounds is not null && !(double.IsNaN(bounds.AtLeast) && double.IsNaN(bounds.Above));
        return new BoundsAttribute
        {
            AtLeast = hasLower ? bounds!.AtLeast : -Largest,
            Above = hasLower ? bounds!.Above : double.NaN,
            AtMost = largest,
        };
    }
}
