using System.Diagnostics;
using Spiking.Snapshots;

namespace Spiking.RateModels.Experiments;

/// <summary>Keeps the state of a run now and then, and when somebody stops it.</summary>
/// <param name="state">Where the state is kept; null: nowhere.</param>
/// <param name="cancellation">Stops the run.</param>
internal sealed class StateKeeper(StateFile? state, CancellationToken cancellation)
{
    private readonly Stopwatch _sinceKept = Stopwatch.StartNew();

    /// <summary>Whether a look would keep the state.</summary>
    public bool IsDue => cancellation.IsCancellationRequested || _sinceKept.Elapsed > StateFile.Interval;

    /// <summary>Keeps the state of a run if that is due; called where the run could go on from it.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="OperationCanceledException">The run was stopped; its state has been kept, if it could be.</exception>
    public void Look(IHasState run)
    {
        // A stop that comes after this is taken at the next look, with its state.
        bool isStopped = cancellation.IsCancellationRequested;
        if (isStopped || IsDue)
        {
            state?.Keep(run);
            _sinceKept.Restart();
        }

        if (isStopped) throw new OperationCanceledException(cancellation);
    }
}
