using System.Runtime.Intrinsics;
using Spiking.Snapshots;

namespace Spiking.RateModels.Continuous;

/// <summary>A layer of the coarse-grained model: rates, their values in the step before, and their moving averages.</summary>
internal sealed class CoarseGrainedLayer(int inputs, int units)
{
    /// <summary>Weights W from the layer below.</summary>
    public Weights Weights { get; } = new(inputs, units);

    /// <summary>Biases n.</summary>
    public Units Biases { get; } = new(units);

    /// <summary>Potentials z.</summary>
    public Units Soma { get; } = new(units);

    /// <summary>Event rates e.</summary>
    public Units Rate { get; } = new(units);

    /// <summary>Burst probabilities p.</summary>
    public Units BurstProbability { get; } = new(units);

    /// <summary>Burst rates b.</summary>
    public Units BurstRate { get; } = new(units);

    /// <summary>Moving averages of event rates.</summary>
    public Units AverageRate { get; } = new(units);

    /// <summary>Moving averages of burst rates.</summary>
    public Units AverageBurstRate { get; } = new(units);

    /// <summary>Average burst rate over average event rate; NaN in the very first step, when both are 0.</summary>
    public Units AverageProbability { get; } = new(units);

    /// <summary>Event rates of the step before.</summary>
    public Units PastRate { get; } = new(units);

    /// <summary>Burst rates of the step before.</summary>
    public Units PastBurstRate { get; } = new(units);

    /// <summary>Burst probabilities of the step before, minus their average.</summary>
    public Units PastSurplus { get; } = new(units);

    /// <summary>Postsynaptic factors of the change of weights.</summary>
    public Units Postsynaptic { get; } = new(units);

    /// <summary>Shows what the next steps depend on. The values of the step before are those of this one then.</summary>
    /// <param name="visitor">Who looks.</param>
    /// <param name="number">Number of the layer, from 1.</param>
    public void VisitState(StateVisitor visitor, int number)
    {
        Weights.VisitState(visitor, $"W{number}");
        foreach ((string name, Units values) in ((string, Units)[])
            [("n", Biases), ("e", Rate), ("p", BurstProbability), ("b", BurstRate), ("mean e", AverageRate), ("mean b", AverageBurstRate),
            ("mean p", AverageProbability)])
            visitor.Array($"{name}{number}", values.Values);
    }

    /// <summary>Keeps the present state as that of the step before.</summary>
    public void Remember()
    {
        PastRate.CopyFrom(Rate);
        PastBurstRate.CopyFrom(BurstRate);
        Vector256<double>[] p = BurstProbability.Vectors, mean = AverageProbability.Vectors, surplus = PastSurplus.Vectors;
        for (int i = 0; i < p.Length; i++) surplus[i] = p[i] - mean[i];
    }

    /// <summary>Moves the averages towards the rates of the step before.</summary>
    /// <param name="share">Share of the difference by which they move.</param>
    public void Average(double share)
    {
        Vector256<double> rate = Vector256.Create(share);
        Vector256<double>[] e = PastRate.Vectors, b = PastBurstRate.Vectors;
        Vector256<double>[] meanE = AverageRate.Vectors, meanB = AverageBurstRate.Vectors, ratio = AverageProbability.Vectors;
        for (int i = 0; i < e.Length; i++)
        {
            meanE[i] += rate * (e[i] - meanE[i]);
            meanB[i] += rate * (b[i] - meanB[i]);
            ratio[i] = meanB[i] / meanE[i];
        }
    }

    /// <summary>Sets the postsynaptic factors to surplus burst probability x event rate, both of the step before.</summary>
    public void SetSurplus()
    {
        for (int i = 0; i < Postsynaptic.Vectors.Length; i++) Postsynaptic.Vectors[i] = PastSurplus.Vectors[i] * PastRate.Vectors[i];
    }

    /// <summary>Adds factor x postsynaptic factor to the biases.</summary>
    public void AddToBiases(double factor)
    {
        for (int i = 0; i < Biases.Vectors.Length; i++) Biases.Vectors[i] += Vector256.Create(factor) * Postsynaptic.Vectors[i];
    }
}
