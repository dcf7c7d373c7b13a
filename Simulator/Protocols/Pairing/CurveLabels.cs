using System.Globalization;
using Spiking.Plotting;

namespace Spiking.Protocols.Pairing;

/// <summary>Names of curves and axes in tables and figures.</summary>
internal static class CurveLabels
{
    /// <summary>A curve, without the value of a scan: "Burstprop, P(0) = 0.3".</summary>
    public static string Full(CurveDescription rule) => rule switch
    {
        AdaptiveCurveDescription => "Burstprop, " + Short(rule),
        ConstantCurveDescription => "BurstCCN, " + Short(rule),
        _ => Short(rule),
    };

    /// <summary>A curve among others of the same rule: "P(0) = 0.3".</summary>
    public static string Short(CurveDescription rule) => rule switch
    {
        AdaptiveCurveDescription adaptive => "$P$(0) = " + Number(adaptive.InitialBurstProbability),
        ConstantCurveDescription constant => "$p_b$ = " + Number(constant.BaselineBurstProbability),
        PairStdpCurveDescription => "pair STDP",
        BcmCurveDescription => "BCM, fixed threshold",
        _ => rule.GetType().Name,
    };

    /// <summary>The axis of the conditions.</summary>
    public static Axis Conditions(TrainsDescription trains) => trains switch
    {
        PeriodicTrainsDescription => new Axis("Pairing frequency", "Hz"),
        PoissonTrainsDescription => new Axis("Firing rate", "Hz"),
        BurstPoissonTrainsDescription => new Axis("Burst probability"),
        SjostromTrainsDescription => new Axis("Mean pairing frequency", "Hz"),
        _ => new Axis("Condition"),
    };

    /// <summary>A number as short as it reads back.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
