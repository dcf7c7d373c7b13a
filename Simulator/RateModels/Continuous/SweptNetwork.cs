namespace Spiking.RateModels.Continuous;

/// <summary>
/// The order of one step of the continuous models of the NeurIPS program: up without delay, down with one, then plasticity.
/// </summary>
/// <remarks>
/// A step n, with the number of the step as superscript:
/// 1. From below: z of a layer follows W e^n of the layer below, e^n = sigma(z^n).
/// 2. Output: p^n from e^n and the target, b^n = p^n e^n. It hands down its pair of the step before, (e^(n-1), b^(n-1)).
/// 3. Hidden layers from above: u follows alpha (1 - e^n)(Y b + Q e) with the pair handed down; p^n = 2 r sigma(u^n/(2 r)) with the
///    probability r at rest, b^n = p^n e^n. A hidden layer hands down the mixed pair (e^n, b^(n-1)), so that with two hidden layers the
///    streams of events and bursts do not cancel exactly while rates change: the published program copies a hidden layer's state twice per
///    step, the output's once.
/// 4. Plasticity, with teacher only: W += k ((p^(n-1) - baseline) e) pre, where pre is e^n of the layer below and e is e^n in hidden layers
///    but e^(n-1) in the output; the same for biases.
/// 5. Weight transport.
/// </remarks>
/// <param name="sizes">Number of inputs, then of the units of each layer.</param>
/// <param name="constants">Constants of the model.</param>
internal abstract class SweptNetwork(IReadOnlyList<int> sizes, ContinuousConstants constants) : ContinuousNetwork(sizes, constants)
{
    /// <inheritdoc/>
    public sealed override void Step(ReadOnlySpan<double> input, ReadOnlySpan<double> target, bool teaching)
    {
        ReadOnlySpan<double> below = input;
        for (int l = 0; l < Layers.Count; l++)
        {
            Layers[l].Remember();
            Layers[l].Integrate(below, Constants.TimeStep / Constants.SomaTime, Room(l));
            below = Layers[l].Rate.Values;
        }

        BurstAtOutput(TaughtRate, target, teaching);
        for (int l = Layers.Count - 2; l >= 0; l--) SendDown(l);
        for (int l = 0; l < Layers.Count; l++) Average(l);
        if (!teaching) return;
        for (int l = 0; l < Layers.Count; l++)
        {
            SetSurplus(l);
            Learn(Layers[l], l == Layers.Count - 1 ? Layers[l].PastRate : Layers[l].Rate, Presynaptic(l, input));
        }

        TransportWeights();
    }

    /// <inheritdoc/>
    public sealed override (string Postsynaptic, string Presynaptic) FactorsOf(int layer) =>
        ($"(p{layer + 1}[n-1] - {BaselineOf(layer)}) e{layer + 1}[{(layer == Layers.Count - 1 ? "n-1" : "n")}]",
            layer == 0 ? "input[n]" : $"e{layer}[n]");

    /// <summary>Name of what burst probabilities are compared with, and the step it belongs to.</summary>
    /// <param name="layer">Index of the layer.</param>
    protected abstract string BaselineOf(int layer);

    /// <summary>The output's event rates that a teacher compares with the target.</summary>
    protected abstract Units TaughtRate { get; }

    /// <summary>Adds the feedback of events to the sums of feedback, in models that have it.</summary>
    /// <param name="layer">Index of the layer that gets feedback.</param>
    /// <param name="eventsAbove">Event rates that the layer above hands down.</param>
    /// <param name="sums">The sums, which already have the feedback of bursts.</param>
    protected abstract void AddEventFeedback(int layer, ReadOnlySpan<double> eventsAbove, Units sums);

    /// <summary>Updates moving averages, in models that have them.</summary>
    protected abstract void Average(int layer);

    /// <summary>Writes p - baseline of the step before into the postsynaptic factors of a layer.</summary>
    protected abstract void SetSurplus(int layer);

    private void SendDown(int l)
    {
        ContinuousLayer above = Layers[l + 1];
        Units sums = Room(l);
        sums.Fill(0);
        Layers[l].BurstFeedback!.AddSum(above.PastBurstRate.Values, sums);
        AddEventFeedback(l, (l + 1 == Layers.Count - 1 ? above.PastRate : above.Rate).Values, sums);
        Burst(Layers[l], sums, Layers[l].Rate);
    }
}
