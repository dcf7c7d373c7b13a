using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Snapshots;

namespace Spiking.Recording.Signals;

/// <summary>Collects signals of populations in time bins and writes them into a table when the run has ended.</summary>
internal sealed class SignalRecorder : IRecorder, IHasState
{
    private readonly string _path, _name;
    private readonly BinnedSignals _signals;
    private RecordedSignals? _recorded;

    /// <summary>Begins to record.</summary>
    /// <param name="context">The network, whose present time is where the first bin begins, and the names of files.</param>
    /// <param name="recorder">Signals and bins.</param>
    public SignalRecorder(RecordingContext context, SignalRecorderDescription recorder)
    {
        (_name, _path) = context.FileOf("signals", ".csv");
        _signals = new BinnedSignals(context.Network, recorder.Signals, recorder.Bin);
    }

    /// <inheritdoc/>
    public IResult? Result => _recorded;

    /// <inheritdoc/>
    public int NextLook(Network network) => network.StepsTaken + 1;

    /// <inheritdoc/>
    public void AfterSteps(Network network) => _signals.AfterStep(network);

    /// <inheritdoc/>
    public void Finish(Network network)
    {
        _signals.Finish(_path);
        _recorded = new RecordedSignals(_name, _signals, network.Description.CurrentStretches);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor) => _signals.VisitState(visitor);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

/// <summary>The signals of a run that has ended.</summary>
/// <param name="Name">Name of the figure.</param>
/// <param name="Signals">The signals.</param>
/// <param name="Currents">Stretches of time (s) in which currents flow that begin and end.</param>
internal sealed record RecordedSignals(string Name, BinnedSignals Signals, IReadOnlyList<(double From, double Until)> Currents) : IResult
{
    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures() =>
        SignalFigure.Create([this]) is Figure figure ? [(Name, () => figure)] : [];
}
