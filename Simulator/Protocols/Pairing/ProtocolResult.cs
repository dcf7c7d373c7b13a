using Spiking.Numerics;

namespace Spiking.Protocols.Pairing;

/// <summary>The weight change of one rule under one condition.</summary>
/// <param name="Condition">Value of the condition (SI units).</param>
/// <param name="Mean">Mean over the realizations.</param>
/// <param name="StandardDeviation">Standard deviation over the realizations; NaN if there is one only.</param>
/// <param name="Realizations">The weight changes of the single realizations.</param>
/// <param name="Theory">Closed-form value; NaN where there is none.</param>
internal sealed record CurvePoint(double Condition, double Mean, double StandardDeviation, double[] Realizations, double Theory)
{
    /// <summary>Number of realizations.</summary>
    public int Count => Realizations.Length;

    /// <summary>Standard error of the mean; NaN if there is one realization only.</summary>
    public double StandardError => StandardDeviation / Math.Sqrt(Count);

    /// <summary>Mean and standard deviation of some values, summed in their order.</summary>
    internal static CurvePoint Of(double condition, double[] values, double theory)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        double mean = sum / values.Length;
        return new CurvePoint(condition, mean, Spread.Deviation(values, mean), values, theory);
    }
}

/// <summary>One curve: the weight changes of a rule under all conditions.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Points">The points in the order of the conditions.</param>
internal sealed record CurveResult(CurveDescription Rule, IReadOnlyList<CurvePoint> Points);

/// <summary>The results of one protocol.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Curves">The curves in the order of the description.</param>
/// <param name="ScanValue">The value that a scan gave to this protocol, as it was written; empty without a scan.</param>
internal sealed record ProtocolResult(PairingProtocolDescription Protocol, IReadOnlyList<CurveResult> Curves, string ScanValue = "");
