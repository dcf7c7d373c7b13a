using Spiking.Protocols;
using Spiking.Protocols.Pairing;

namespace Spiking.Tests.Protocols.Pairing;

/// <summary>The protocol files, and runs of single curves of theirs.</summary>
internal static class Protocols
{
    public static PairingProtocolDescription Load(string name, params string[] overrides) =>
        (PairingProtocolDescription)ProtocolDescription.File.Load(Path.Combine(TestFiles.Networks, name + ".json"), overrides);

    /// <summary>The points of one rule under a protocol.</summary>
    public static IReadOnlyList<CurvePoint> Points(PairingProtocolDescription protocol, CurveDescription rule) =>
        ProtocolRunner.Run(protocol with { Curves = [rule] }).Curves[0].Points;

    public static AdaptiveCurveDescription Adaptive(double initialEventRate, double initialBurstProbability) =>
        new() { InitialEventRate = initialEventRate, InitialBurstProbability = initialBurstProbability };

    public static ConstantCurveDescription Constant(double baseline) => new() { BaselineBurstProbability = baseline };
}
