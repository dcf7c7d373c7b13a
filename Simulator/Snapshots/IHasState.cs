namespace Spiking.Snapshots;

/// <summary>
/// A part of a simulation that has state: values that change while it runs and on which the rest of the run depends. One method names all
/// of them, both for saving and for restoring, so that the two cannot differ.
/// </summary>
/// <remarks>
/// What follows from the description (coefficients, connectivity) is no state, nor is what a step uses and forgets. A cache is no state
/// either, but a part that has one forgets it when <see cref="StateVisitor.IsRestoring"/>.
/// </remarks>
public interface IHasState
{
    /// <summary>Shows all values to a visitor, in a fixed order and under fixed names.</summary>
    void VisitState(StateVisitor visitor);
}
