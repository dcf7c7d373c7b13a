using Spiking.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Rules;

/// <summary>
/// Burst probability of an output ensemble: p_b (1 + s (t - e) h). It is linear in the error, so that the burst rate p e differs from its
/// baseline by p_b s (t - e) f'(v).
/// </summary>
/// <param name="baseline">p_b.</param>
/// <param name="errorScale">s.</param>
internal readonly struct OutputBurstProbability(double baseline, double errorScale) : ITernaryFunction
{
    public TReal Of<TReal>(in TReal target, in TReal rate, in TReal slope)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal b = TReal.Broadcast(baseline);
        return TReal.MultiplyAdd(TReal.Broadcast(baseline * errorScale) * (target - rate), slope, b);
    }
}

/// <summary>Burst probability of a hidden ensemble: 2 p_b σ((2/p_b) k u h), which is p_b at u = 0 and has the slope k h there.</summary>
/// <param name="baseline">p_b.</param>
/// <param name="gain">k.</param>
internal readonly struct HiddenBurstProbability(double baseline, double gain) : IBinaryFunction
{
    public TReal Of<TReal>(in TReal apical, in TReal slope)
        where TReal : unmanaged, IReal<TReal> =>
        TReal.Broadcast(2 * baseline) * LaneMath.Sigmoid(TReal.Broadcast(2 * gain / baseline) * apical * slope);
}

/// <summary>σ(k x).</summary>
/// <param name="slope">k.</param>
internal readonly struct SlopedLogistic(double slope) : IUnaryFunction
{
    public TReal Of<TReal>(in TReal x)
        where TReal : unmanaged, IReal<TReal> => LaneMath.Sigmoid(TReal.Broadcast(slope) * x);
}

/// <summary>x y.</summary>
internal readonly struct Times : IBinaryFunction
{
    public TReal Of<TReal>(in TReal x, in TReal y)
        where TReal : unmanaged, IReal<TReal> => x * y;
}

/// <summary>x f'(v), given the rate e and the slope h = f'(v)/e of layers.</summary>
internal readonly struct TimesSlope : ITernaryFunction
{
    public TReal Of<TReal>(in TReal x, in TReal rate, in TReal slope)
        where TReal : unmanaged, IReal<TReal> => x * (slope * rate);
}

/// <summary>x - y.</summary>
internal readonly struct Minus : IBinaryFunction
{
    public TReal Of<TReal>(in TReal x, in TReal y)
        where TReal : unmanaged, IReal<TReal> => x - y;
}

/// <summary>The descent delta p_b e - b.</summary>
/// <param name="baseline">p_b.</param>
internal readonly struct BurstDelta(double baseline) : IBinaryFunction
{
    public TReal Of<TReal>(in TReal bursts, in TReal rate)
        where TReal : unmanaged, IReal<TReal> => TReal.Broadcast(baseline) * rate - bursts;
}
