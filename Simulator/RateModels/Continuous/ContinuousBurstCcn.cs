namespace Spiking.RateModels.Continuous;

/// <summary>
/// BurstCCN in continuous time: bursts are compared with a constant baseline p_b, and the feedback of events (Q = -p_b W) cancels what
/// bursts carry down without a teacher. Source: Greedy et al. 2022, Fig. 3 and its program.
/// </summary>
/// <param name="sizes">Number of inputs, then of the units of each layer.</param>
/// <param name="constants">Constants of the model.</param>
internal sealed class ContinuousBurstCcn(IReadOnlyList<int> sizes, ContinuousConstants constants) : SweptNetwork(sizes, constants)
{
    /// <inheritdoc/>
    protected override string BaselineOf(int layer) => "p_b";

    /// <inheritdoc/>
    protected override Units TaughtRate => Layers[^1].Rate;

    /// <inheritdoc/>
    protected override void AddEventFeedback(int layer, ReadOnlySpan<double> eventsAbove, Units sums) =>
        Layers[layer].EventFeedback!.AddSum(eventsAbove, sums);

    /// <inheritdoc/>
    protected override void Average(int layer)
    {
    }

    /// <inheritdoc/>
    protected override void SetSurplus(int layer) => CompareWithBaseline(Layers[layer]);
}
