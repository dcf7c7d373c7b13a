using Spiking.Engine;
using Spiking.Recording;
using Spiking.Recording.Overview;
using Spiking.Recording.Spikes;
using Spiking.Snapshots;

namespace Spiking.Runs;

/// <summary>
/// Watches a run for the figures that every run has without being asked: rates in its course, or at the end of its task, the spikes of its
/// end, and the weights before and after it.
/// </summary>
internal sealed class RunOverview : IObserver
{
    private readonly RateCourse? _course;
    private readonly ShownActivity _activity;
    private readonly WeightHistograms _weights;

    /// <summary>Begins before the first step of a run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="duration">Simulated time of the run (s).</param>
    /// <param name="task">The task that is run; null: none.</param>
    /// <param name="earlier">An earlier run of the same network, before which weights were as those before both; null: there was none.
    /// </param>
    public RunOverview(Network network, double duration, TaskDescription? task, RunOverview? earlier = null)
    {
        _weights = earlier?._weights ?? new WeightHistograms(network);
        Stretch = task?.Shown(network.Description) ?? ShownStretch.Of(duration, network.Time);
        _activity = new ShownActivity(network, Stretch, duration);
        if (network.Description.Task is null) _course = new RateCourse(network, Math.Max(network.TimeStep, duration / 400));
    }

    /// <summary>The end of the run, whose activity is drawn.</summary>
    public ShownStretch Stretch { get; }

    /// <summary>The rates; null: there are none.</summary>
    public RecordedRates? Rates => _course?.Recorded ?? _activity.Rates;

    /// <inheritdoc/>
    public int NextLook(Network network) => Math.Min(_course?.NextLook(network) ?? int.MaxValue, _activity.NextLook(network));

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        _course?.AfterSteps(network);
        _activity.AfterSteps(network);
    }

    /// <summary>
    /// What was found in a run that has ended: the findings of its recorders, and those that they leave open. Spikes that were recorded are
    /// drawn instead of those of the end.
    /// </summary>
    /// <param name="network">The network after the run.</param>
    /// <param name="recorders">Its recorders, which have finished.</param>
    public IResult[] Findings(Network network, IReadOnlyList<IRecorder> recorders)
    {
        List<IResult> findings = [.. recorders.Select(recorder => recorder.Result).OfType<IResult>()];
        if (!findings.OfType<SpikeFindings>().Any() && _activity.Finish() is SpikeFindings spikes) findings.Add(spikes);
        findings.Add(_weights.Finish(network));
        return [.. findings];
    }

    /// <summary>Visits the state of what has been watched.</summary>
    public void VisitParts(StateVisitor visitor)
    {
        visitor.Part("shown activity", _activity);
        if (_course is not null) visitor.Part("course", _course);
    }
}
