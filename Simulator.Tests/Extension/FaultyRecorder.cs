using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Extension;

/// <summary>A recorder with a fault: it looks beyond the end of an array at a given time, or when its first figure is drawn. It shows
/// what a user is told of parts that fail.</summary>
/// <example><code>
/// { "type": "faulty", "time": "0.1 s" }
/// </code></example>
[VariantName("faulty")]
public sealed record FaultyRecorderDescription : RecorderDescription
{
    /// <summary>When it fails; absent: when its first figure is drawn.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double? Time { get; init; }

    /// <summary>
    /// Whether it does not fail, but takes memory, 320 MB at most: 16 MB at every look from that time on, or all at the end of the run.
    /// </summary>
    public bool Leaks { get; init; }

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) => new FaultyRecorder(Time, Leaks);
}

/// <summary>Fails at a given time (s), or when its first figure is drawn; or takes memory.</summary>
internal sealed class FaultyRecorder(double? time, bool leaks) : IRecorder, IResult, IHasState
{
    private const int Leak = 16 << 20, MostLeaks = 20;
    private readonly double[] _nothing = [];
    private readonly List<byte[]> _leaked = [];

    public IResult Result => this;

    public IEnumerable<(string Name, Func<Figure> Draw)> Figures() =>
        time is null && !leaks ? [("first", () => Curve(_nothing[0])), ("second", () => Curve(1))] : [];

    private static Figure Curve(double height) =>
        new("Curve", [new Panel("", new Axis("x"), new Axis("y"), [new LineSeries("", Palette.Cycle(0), [0, 1], [0, height])])]);

    public int NextLook(Network network) =>
        time is double end && network.Steps(end) is int step && step > network.StepsTaken ? step : int.MaxValue;

    public void AfterSteps(Network network) => Look(network);

    private void Look(Network network)
    {
        if (time is not double end || network.StepsTaken < network.Steps(end)) return;
        if (!leaks) _nothing[network.StepsTaken] = 1;
        else if (_leaked.Count < MostLeaks) _leaked.Add(new byte[Leak]);
    }

    public void Finish(Network network)
    {
        List<byte[]> taken = [];
        while (leaks && time is null && taken.Count < MostLeaks) taken.Add(new byte[Leak]);
    }

    public void VisitState(StateVisitor visitor)
    {
    }

    public void Dispose()
    {
    }
}
