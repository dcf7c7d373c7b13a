using Spiking.Files;
using Spiking.Inputs;
using Spiking.Quantities;

namespace Extension;

/// <summary>
/// A current with a fault: it decays, and is no number (NaN) after its end. It shows what a user is told of currents that fail.
/// </summary>
/// <remarks><code>
/// I(t) = amplitude sqrt(1 - t/end)
/// </code></remarks>
/// <example><code>
/// { "type": "faulty-current", "compartment": "soma", "amplitude": "10 pA", "end": "50 ms" }
/// </code></example>
[VariantName("faulty-current")]
public sealed record FaultyCurrentDescription : CurrentDescription
{
    /// <summary>The current at the beginning.</summary>
    [Quantity(Dimension.Current)]
    public required double Amplitude { get; init; }

    /// <summary>Time after which the root is that of a negative number.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double End { get; init; }

    /// <inheritdoc/>
    public override double At(double time) => Amplitude * Math.Sqrt(1 - time / End);
}
