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
        _recorded = new RecordedSignals(
            _name,
            [.. _signals.Descriptions.Select(signal => new SignalCourse(
                signal, _signals.UnitOf(signal), network.Population(signal.Population).Size, [.. _signals.Values(signal)]))],
            [.. Enumerable.Range(0, _signals.Bins + 1).Select(bin => _signals.TimeAfter(bin))],
            _signals.Populations,
            network.Description.CurrentStretches);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor) => _signals.VisitState(visitor);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

/// <summary>A signal of a run that has ended.</summary>
/// <param name="Signal">What it is.</param>
/// <param name="Unit">Its unit, as headings of tables have it; empty: none.</param>
/// <param name="Cells">Number of cells of its population.</param>
/// <param name="Values">Its values in SI units, one for each bin.</param>
internal sealed record SignalCourse(SignalDescription Signal, string Unit, int Cells, double[] Values);

/// <summary>The signals of a run that has ended, whose network need not be kept for them.</summary>
/// <param name="Name">Name of the figure.</param>
/// <param name="Signals">The signals.</param>
/// <param name="Edges">Start of the first bin and end of every bin (s).</param>
/// <param name="Populations">Names of all populations of the network, in the order of their colours.</param>
/// <param name="Currents">Stretches of time (s) in which currents flow that begin and end.</param>
internal sealed record RecordedSignals(
    string Name, IReadOnlyList<SignalCourse> Signals, double[] Edges, IReadOnlyList<string> Populations,
    IReadOnlyList<(double From, double Until)> Currents) : IResult
{
    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures() =>
        SignalFigure.Shown([this]).Length > 0 ? [(Name, () => SignalFigure.Create([this]))] : [];
}
