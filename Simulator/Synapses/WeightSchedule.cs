using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>Sets the weight of synapses that do not learn at the steps at which it changes.</summary>
internal sealed class WeightSchedule : IStepped, IHasState
{
    private readonly UniformProjection _projection;
    private readonly (int Step, double Weight)[] _changes;
    private int _next;

    /// <summary>Sets the weight of step 0.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="changes">Steps and weights from then on, in the order of time.</param>
    public WeightSchedule(UniformProjection projection, (int Step, double Weight)[] changes)
    {
        _projection = projection;
        _changes = changes;
        SetFor(0);
    }

    /// <summary>
    /// Sets the weight with which the spikes of the next step are delivered. Call this for every step in the order of time.
    /// </summary>
    public void AfterStep(int step) => SetFor(step + 1);

    /// <summary>Goes on from the step of the visitor. The weight is a part of the state of the projection.</summary>
    public void VisitState(StateVisitor visitor)
    {
        if (visitor.IsTakingOver) _next = 0;
        if (visitor.IsTakingOver) SetFor(visitor.Now);
        else if (visitor.IsRestoring) _next = _changes.TakeWhile(change => change.Step <= visitor.Now).Count();
    }

    private void SetFor(int step)
    {
        for (; _next < _changes.Length && _changes[_next].Step <= step; _next++)
            if (_changes[_next].Step == step) _projection.Weight = _changes[_next].Weight;
    }
}
