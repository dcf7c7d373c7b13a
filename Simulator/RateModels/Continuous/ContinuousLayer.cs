using System.Runtime.Intrinsics;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// A layer of ensembles in continuous time: event rates e from somatic potentials z, burst probabilities p from apical potentials u, burst
/// rates b = p e. Rates are dimensionless, 0 to 1.
/// </summary>
internal sealed class ContinuousLayer
{
    /// <summary>Creates a layer whose state and weights are 0.</summary>
    /// <param name="inputs">Number of its inputs.</param>
    /// <param name="units">Number of its units.</param>
    /// <param name="above">Number of units of the layer above; 0 for the output layer, which has no apical input.</param>
    public ContinuousLayer(int inputs, int units, int above)
    {
        (Weights, Biases) = (new Weights(inputs, units), new Units(units));
        (Soma, Rate, Apical, BurstProbability, BurstRate) = (new(units), new(units), new(units), new(units), new(units));
        (PastRate, PastBurstProbability, PastBurstRate) = (new(units), new(units), new(units));
        Postsynaptic = new Units(units);
        if (above > 0) (BurstFeedback, EventFeedback) = (new Weights(above, units), new Weights(above, units));
    }

    /// <summary>Weights W from the layer below.</summary>
    public Weights Weights { get; }

    /// <summary>Biases c.</summary>
    public Units Biases { get; }

    /// <summary>Weights Y of the bursts of the layer above; null in the output layer.</summary>
    public Weights? BurstFeedback { get; }

    /// <summary>Weights Q of the events of the layer above, negative where they cancel; null in the output layer.</summary>
    public Weights? EventFeedback { get; }

    /// <summary>Somatic potentials z.</summary>
    public Units Soma { get; }

    /// <summary>Event rates e.</summary>
    public Units Rate { get; }

    /// <summary>Apical potentials u; 0 in the output layer.</summary>
    public Units Apical { get; }

    /// <summary>Burst probabilities p.</summary>
    public Units BurstProbability { get; }

    /// <summary>Burst rates b.</summary>
    public Units BurstRate { get; }

    /// <summary>Event rates, burst probabilities and burst rates of the step before.</summary>
    public Units PastRate { get; }

    /// <inheritdoc cref="PastRate"/>
    public Units PastBurstProbability { get; }

    /// <inheritdoc cref="PastRate"/>
    public Units PastBurstRate { get; }

    /// <summary>The postsynaptic factors of the last change of weights.</summary>
    public Units Postsynaptic { get; }

    /// <summary>Shows what the next steps depend on. The values of the step before are those of this one then.</summary>
    /// <param name="visitor">Who looks.</param>
    /// <param name="number">Number of the layer, from 1.</param>
    public void VisitState(StateVisitor visitor, int number)
    {
        Weights.VisitState(visitor, $"W{number}");
        BurstFeedback?.VisitState(visitor, $"Y{number}");
        EventFeedback?.VisitState(visitor, $"Q{number}");
        foreach ((string name, Units values) in ((string, Units)[])
            [("c", Biases), ("z", Soma), ("e", Rate), ("u", Apical), ("p", BurstProbability), ("b", BurstRate)])
            visitor.Array($"{name}{number}", values.Values);
    }

    /// <summary>Keeps the present state as that of the step before.</summary>
    public void Remember()
    {
        PastRate.CopyFrom(Rate);
        PastBurstProbability.CopyFrom(BurstProbability);
        PastBurstRate.CopyFrom(BurstRate);
    }

    /// <summary>Moves the somatic potential towards the weighted sum of its inputs and takes the event rate from it.</summary>
    /// <param name="input">Activity of the inputs.</param>
    /// <param name="leak">Time step over time constant: 1 replaces the potential.</param>
    /// <param name="sums">Room for a number per unit.</param>
    public void Integrate(ReadOnlySpan<double> input, double leak, Units sums)
    {
        sums.CopyFrom(Biases);
        Weights.AddSum(input, sums);
        Vector256<double> rate = Vector256.Create(leak);
        Vector256<double>[] target = sums.Vectors, z = Soma.Vectors, e = Rate.Vectors;
        for (int i = 0; i < z.Length; i++)
        {
            z[i] += rate * (target[i] - z[i]);
            e[i] = DoubleMath.Logistic(z[i]);
        }
    }

    /// <summary>Draws W, and Y and Q of their own, from normal distributions of Xavier's width; biases become 0.</summary>
    /// <param name="seed">Seed of the network.</param>
    /// <param name="layer">Index of this layer.</param>
    /// <param name="gain">Factor of the width.</param>
    /// <param name="baseline">Baseline burst probability, a factor of Q.</param>
    public void Initialize(long seed, int layer, double gain, double baseline)
    {
        RandomKey key = RandomKey.Of(seed, RandomPurpose.InitialWeights);
        Weights.Draw(KeyOf("W"), Deviation(Weights));
        Biases.Fill(0);
        BurstFeedback?.Draw(KeyOf("Y"), Deviation(BurstFeedback));
        EventFeedback?.Draw(KeyOf("Q"), baseline * Deviation(EventFeedback));

        RandomKey KeyOf(string name) => key.Derive(name).Derive((uint)layer);
        double Deviation(Weights weights) => gain * Math.Sqrt(2.0 / (weights.Inputs + weights.UnitCount));
    }
}
