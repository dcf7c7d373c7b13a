using System.Runtime.Intrinsics;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// Burstprop in continuous time: bursts are compared with a moving average of the burst probability, there is no feedback of events, and
/// the teacher compares the target with the moving average of the output. Source: Greedy et al. 2022, their program, after Payeur et al.
/// 2021.
/// </summary>
internal sealed class ContinuousBurstprop : SweptNetwork
{
    private readonly (Units Events, Units Bursts, Units PastProbability, Units Probability)[] _averages;

    /// <summary>Builds a network whose state and weights are 0.</summary>
    /// <param name="sizes">Number of inputs, then of the units of each layer.</param>
    /// <param name="constants">Constants of the model.</param>
    public ContinuousBurstprop(IReadOnlyList<int> sizes, ContinuousConstants constants)
        : base(sizes, constants) =>
        _averages = [.. sizes.Skip(1).Select(units => (new Units(units), new Units(units), new Units(units), new Units(units)))];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Units Values)> MoreQuantities => _averages.SelectMany((average, i) =>
        ((string, Units)[])[($"mean e{i + 1}[n]", average.Events), ($"mean b{i + 1}[n]", average.Bursts),
            ($"mean p{i + 1}[n]", average.Probability), ($"mean p{i + 1}[n-1]", average.PastProbability)]);

    /// <summary>1/2: bursts are compared with their own average, whatever it is.</summary>
    protected override double RestingBurstProbability => 0.5;

    /// <inheritdoc/>
    protected override string BaselineOf(int layer) => $"mean p{layer + 1}[n-1]";

    /// <inheritdoc/>
    protected override Units TaughtRate => _averages[^1].Events;

    /// <summary>Moving averages of event and burst rates of a layer, and their ratio (NaN before the first event).</summary>
    public (Units Events, Units Bursts, Units Probability) AveragesOf(int layer) =>
        (_averages[layer].Events, _averages[layer].Bursts, _averages[layer].Probability);

    /// <inheritdoc/>
    protected override void AddEventFeedback(int layer, ReadOnlySpan<double> eventsAbove, Units sums)
    {
    }

    /// <inheritdoc/>
    protected override void Average(int layer)
    {
        (Units events, Units bursts, Units pastProbability, Units probability) = _averages[layer];
        pastProbability.CopyFrom(probability);
        ContinuousLayer of = Layers[layer];
        Vector256<double>[] e = (layer == Layers.Count - 1 ? of.PastRate : of.Rate).Vectors, b = of.PastBurstRate.Vectors;
        Vector256<double>[] meanE = events.Vectors, meanB = bursts.Vectors, ratio = probability.Vectors;
        Vector256<double> rate = Vector256.Create(Constants.TimeStep / Constants.AveragingTime);
        for (int i = 0; i < ratio.Length; i++)
        {
            meanE[i] += rate * (e[i] - meanE[i]);
            meanB[i] += rate * (b[i] - meanB[i]);
            ratio[i] = meanB[i] / meanE[i];
        }
    }

    /// <inheritdoc/>
    protected override void SetSurplus(int layer)
    {
        Vector256<double>[] past = Layers[layer].PastBurstProbability.Vectors, average = _averages[layer].PastProbability.Vectors;
        Vector256<double>[] to = Layers[layer].Postsynaptic.Vectors;
        for (int i = 0; i < to.Length; i++) to[i] = past[i] - average[i];
    }
}
