using System.Globalization;
using Spiking.Files;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>
/// How the weights or delays of the synapses of a projection spread around the value that the projection gives: each synapse has that value
/// times a factor of its own, drawn from this distribution. All numbers are factors, without a unit.
/// </summary>
[VariantKey("distribution")]
public abstract record SpreadDescription
{
    /// <summary>A factor that no draw exceeds.</summary>
    internal abstract double Largest { get; }

    /// <summary>A factor that no draw is below.</summary>
    internal abstract double Smallest { get; }

    /// <summary>The pair of keys whose values contradict each other, if they do.</summary>
    internal abstract (string Low, double LowValue, string High, double HighValue)? Range { get; }

    /// <summary>How a file makes the largest factor smaller, as the end of a sentence.</summary>
    internal abstract string Remedy { get; }

    /// <summary>Words for the distribution in a table: "normal (s.d. 0.1)".</summary>
    internal abstract string Summary { get; }

    /// <summary>Draws a factor.</summary>
    internal abstract double Draw(ref RandomStream random);
}

/// <summary>Base of the unbounded distributions: factors outside the bounds are set to the bound.</summary>
public abstract record ClippedSpreadDescription : SpreadDescription
{
    /// <summary>
    /// The largest normal number that <see cref="RandomStream.NextGaussian"/> can draw, rounded up: sqrt(2 ln 2^33) = 6.764.
    /// </summary>
    private protected const double LargestNormal = 6.77;

    /// <summary>Standard deviation of the factor, before it is clipped: the relative standard deviation of the weights or delays.</summary>
    [Bounds(AtLeast = 0, AtMost = 100)]
    public required double Deviation { get; init; }

    /// <summary>Smaller factors are set to this.</summary>
    [Bounds(AtLeast = 0)]
    public double Minimum { get; init; }

    /// <summary>Larger factors are set to this; absent: there is no such bound.</summary>
    [Bounds(Above = 0)]
    public double? Maximum { get; init; }

    internal override string Remedy => "give a maximum";

    internal override string Summary => string.Create(CultureInfo.InvariantCulture, $"{Kinds.NameOf(this)} (s.d. {Deviation:G6})");

    internal override (string Low, double LowValue, string High, double HighValue)? Range =>
        Maximum is double maximum ? (nameof(Minimum), Minimum, nameof(Maximum), maximum) : null;

    /// <summary>A factor within the bounds.</summary>
    private protected double Clip(double factor) => Math.Max(Minimum, Math.Min(factor, Maximum ?? double.PositiveInfinity));
}

/// <summary>Factors with a normal distribution of mean 1, clipped: as the minimum is 0 by default, no weight changes its sign.</summary>
/// <remarks><code>
/// factor = min(maximum, max(minimum, 1 + deviation z)),  z standard normal
/// </code></remarks>
/// <example><code>
/// { "distribution": "normal", "deviation": 0.1 }
/// </code></example>
[VariantName("normal")]
public sealed record NormalSpreadDescription : ClippedSpreadDescription
{
    internal override double Largest => Clip(1 + LargestNormal * Deviation);

    internal override double Smallest => Clip(1 - LargestNormal * Deviation);

    internal override double Draw(ref RandomStream random) => Clip(1 + Deviation * random.NextGaussian());
}

/// <summary>Factors with a lognormal distribution of mean 1, clipped.</summary>
/// <remarks><code>
/// factor = min(maximum, max(minimum, exp(s z - s^2/2))),  z standard normal,  s^2 = ln(1 + deviation^2)
/// </code></remarks>
/// <example><code>
/// { "distribution": "lognormal", "deviation": 0.5, "maximum": 5 }
/// </code></example>
[VariantName("lognormal")]
public sealed record LognormalSpreadDescription : ClippedSpreadDescription
{
    private double Shape => Math.Sqrt(Logarithms.OnePlus(Deviation * Deviation));

    internal override double Largest => Clip(At(LargestNormal));

    internal override double Smallest => Clip(At(-LargestNormal));

    internal override double Draw(ref RandomStream random) => Clip(At(random.NextGaussian()));

    private double At(double normal) => Math.Exp(Shape * (normal - Shape / 2));
}

/// <summary>Factors with a uniform distribution between two bounds.</summary>
/// <remarks><code>
/// factor = from + (to - from) u,  u uniform in (0, 1)
/// </code></remarks>
/// <example><code>
/// { "distribution": "uniform", "from": 0.5, "to": 1.5 }
/// </code></example>
[VariantName("uniform")]
public sealed record UniformSpreadDescription : SpreadDescription
{
    /// <summary>Lower bound.</summary>
    [Bounds(AtLeast = 0)]
    public required double From { get; init; }

    /// <summary>Upper bound.</summary>
    [Bounds(Above = 0)]
    public required double To { get; init; }

    internal override double Largest => To;

    internal override double Smallest => From;

    internal override string Remedy => "take a smaller factor";

    internal override string Summary => string.Create(CultureInfo.InvariantCulture, $"{From:G6} to {To:G6}");

    internal override (string Low, double LowValue, string High, double HighValue)? Range => (nameof(From), From, nameof(To), To);

    internal override double Draw(ref RandomStream random) => From + (To - From) * random.NextUniform();
}
