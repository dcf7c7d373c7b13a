using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Extension;

/// <summary>A recorder with a fault: it looks beyond the end of an array at a given time. It shows what a user is told of parts that
/// fail.</summary>
/// <example><code>
/// { "type": "faulty", "time": "0.1 s" }
/// </code></example>
[VariantName("faulty")]
public sealed record FaultyRecorderDescription : RecorderDescription
{
    /// <summary>When it fails.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public required double Time { get; init; }

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) => new FaultyRecorder(Time);
}

/// <summary>Fails at a given time (s).</summary>
internal sealed class FaultyRecorder(double time) : IRecorder, IHasState
{
    private readonly double[] _nothing = [];

    public IResult? Result => null;

    public int NextLook(Network network) => network.Steps(time) is int step && step > network.StepsTaken ? step : int.MaxValue;

    public void AfterSteps(Network network)
    {
        if (network.StepsTaken >= network.Steps(time)) _nothing[network.StepsTaken] = 1;
    }

    public void Finish(Network network)
    {
    }

    public void VisitState(StateVisitor visitor)
    {
    }

    public void Dispose()
    {
    }
}
