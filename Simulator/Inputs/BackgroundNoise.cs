using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Inputs;

/// <summary>Background spikes of a population onto one receptor, which no other population shares.</summary>
internal abstract class BackgroundNoise : IHasState
{
    /// <summary>The sources of a population that its description asks for, in the order in which they deliver.</summary>
    /// <remarks>
    /// Sources of one train per neuron come first and those of many trains after them, because sums of conductances depend on the order.
    /// </remarks>
    /// <param name="population">Target population.</param>
    /// <param name="descriptions">The entries of its description.</param>
    public static IReadOnlyList<BackgroundNoise> Create(Population population, IReadOnlyList<BackgroundDescription> descriptions)
    {
        List<BackgroundNoise> single = [], superposed = [];
        foreach (IGrouping<Receptor, BackgroundDescription> same in descriptions.GroupBy(b => b.Receptor))
        {
            // Entries for one receptor are told apart by their order, which is a part of the key of their random numbers.
            int occurrence = 0;
            foreach (BackgroundDescription b in same)
            {
                if (b.Sources == 1) single.AddRange(PoissonBackground.Create(population, b.Receptor, b.Rate, b.Added, occurrence));
                else superposed.AddRange(SuperposedBackground.Create(population, b.Receptor, b.Sources, b.Rate, b.Added, occurrence));
                occurrence++;
            }
        }

        return [.. single, .. superposed];
    }

    /// <summary>
    /// Numbers of 32 bits that the sources of a neuron hold, by an entry of a description: a block that is delivered and one drawn ahead.
    /// </summary>
    public static int NumbersPerNeuron(BackgroundDescription description) =>
        description.Sources == 1 ? 2 * PoissonBackground.BlockSteps : 0;

    /// <summary>Adds this step's spikes to the conductances. Steps ascend one by one from 0.</summary>
    public abstract void Deliver(int step);

    /// <summary>
    /// Goes on from the step of the visitor: noise is a function of the step, so nothing of it is saved, and what was drawn ahead is drawn
    /// again.
    /// </summary>
    public abstract void VisitState(StateVisitor visitor);
}

/// <summary>
/// Noise of which a thread that has nothing else to do can draw a piece in advance. What is drawn does not depend on who draws it.
/// </summary>
internal interface IDrawnAhead
{
    /// <summary>Makes room for what is drawn in advance.</summary>
    void AllowDrawingAhead();

    /// <summary>Draws a piece in advance. Call this only after <see cref="AllowDrawingAhead"/>; several threads may at once.</summary>
    /// <returns>Whether there was something to draw.</returns>
    bool DrawAhead();
}
