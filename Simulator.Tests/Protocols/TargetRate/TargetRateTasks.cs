using Spiking.Numerics;
using Spiking.Protocols;
using Spiking.Protocols.TargetRate;

namespace Spiking.Tests.Protocols.TargetRate;

/// <summary>The protocol file of the target-rate task, and runs of it.</summary>
internal static class TargetRateTasks
{
    public static string File { get; } = Path.Combine(TestFiles.Networks, "burstccn-target-rate.json");

    public static TargetRateProtocolDescription Load(params string[] overrides) => (TargetRateProtocolDescription)ProtocolFile.Load(File, overrides);

    /// <summary>A run with vectors of a given width.</summary>
    public static TargetRateCourse Run<T>(TargetRateProtocolDescription protocol)
        where T : unmanaged, ILanes<T> =>
        new TargetRateSimulation(protocol, protocol.Seed, (p, name, seed, window, delay) => new TargetRateLayer<T>(p, name, seed, window, delay)).Run();
}
