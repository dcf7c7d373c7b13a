using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Spiking.Engine;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// Layers of ensembles in continuous time that learn on line, one sample of input and target per time step. What the models have in common:
/// the layers, their initialization, and the transport of forward weights into the feedback.
/// </summary>
internal abstract class ContinuousNetwork : IHasState
{
    private readonly Units[] _sums;

    /// <summary>Builds a network whose state and weights are 0.</summary>
    /// <param name="sizes">Number of inputs, then of the units of each layer from below.</param>
    /// <param name="constants">Constants of the model.</param>
    protected ContinuousNetwork(IReadOnlyList<int> sizes, ContinuousConstants constants)
    {
        if (sizes.Count < 2) throw new ArgumentException("A network has inputs and at least one layer.", nameof(sizes));
        Constants = constants;
        Layers = [.. Enumerable.Range(1, sizes.Count - 1)
            .Select(l => new ContinuousLayer(sizes[l - 1], sizes[l], l + 1 < sizes.Count ? sizes[l + 1] : 0))];
        _sums = [.. Layers.Select(layer => new Units(layer.Rate.Count))];
    }

    /// <summary>The layers, from the one above the input to the output.</summary>
    public IReadOnlyList<ContinuousLayer> Layers { get; }

    /// <summary>Constants of the model.</summary>
    public ContinuousConstants Constants { get; }

    /// <summary>Event rates of the output layer.</summary>
    public ReadOnlySpan<double> Output => Layers[^1].Rate.Values;

    /// <summary>Change of a weight per step for factors of 1: learning rate x time step / time constant of weights.</summary>
    private double LearningStep => Constants.LearningRate * Constants.TimeStep / Constants.WeightTime;

    /// <summary>Does one time step.</summary>
    /// <param name="input">Input rates.</param>
    /// <param name="target">Target rates of the output layer; not read without teacher.</param>
    /// <param name="teaching">Whether the teacher and the plasticity are on.</param>
    public abstract void Step(ReadOnlySpan<double> input, ReadOnlySpan<double> target, bool teaching);

    /// <summary>The presynaptic factors of the last change of the weights onto a layer.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="input">The input of the last step.</param>
    public virtual ReadOnlySpan<double> Presynaptic(int layer, ReadOnlySpan<double> input) => layer == 0 ? input
        : Layers[layer - 1].Rate.Values;

    /// <summary>State that only some models have, with the step it belongs to: [n] the last one, [n-1] the one before.</summary>
    public virtual IEnumerable<(string Name, Units Values)> MoreQuantities => [];

    /// <summary>
    /// What the two factors of the last change of the weights onto a layer consist of, and of which steps: surplus burst probability times
    /// event rate, and what the synapses have seen.
    /// </summary>
    /// <param name="layer">Index of the layer.</param>
    public abstract (string Postsynaptic, string Presynaptic) FactorsOf(int layer);

    /// <summary>
    /// Burst probability of hidden units at rest: p_b, because what they learn from is the difference from it.
    /// </summary>
    protected virtual double RestingBurstProbability => Constants.BaselineBurstProbability;

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        for (int l = 0; l < Layers.Count; l++) Layers[l].VisitState(visitor, l + 1);
        foreach ((string name, Units values) in MoreQuantities) visitor.Array(name, values.Values);
    }

    /// <summary>Draws all weights, forward and feedback independently; biases and state become as at the start.</summary>
    /// <param name="seed">Seed of the network.</param>
    public void Initialize(long seed)
    {
        for (int l = 0; l < Layers.Count; l++) Layers[l].Initialize(seed, l, Constants.WeightScale, Constants.BaselineBurstProbability);
    }

    /// <summary>Makes feedback weights of the forward weights: Y of a layer becomes W of the next, Q becomes -p_b W.</summary>
    public void TransportWeights()
    {
        for (int l = 0; l + 1 < Layers.Count; l++)
        {
            Layers[l].BurstFeedback!.SetTransposed(Layers[l + 1].Weights, 1);
            Layers[l].EventFeedback!.SetTransposed(Layers[l + 1].Weights, -Constants.BaselineBurstProbability);
        }
    }

    /// <summary>Names a quantity that is NaN or infinite, for messages; null if all are finite.</summary>
    public string? NotFinite()
    {
        int layer = Layers.TakeWhile(one => one.Weights.AreFinite && one.Biases.AreFinite && one.EventFeedback?.AreFinite != false).Count();
        return layer < Layers.Count ? $"a weight of layer {layer + 1}"
            : Layers.All(one => one.Rate.AreFinite && one.BurstProbability.AreFinite) ? null
            : "an event rate or burst probability";
    }

    /// <summary>A fingerprint of all forward weights and biases.</summary>
    public ulong WeightsHash()
    {
        Fingerprint hash = Fingerprint.Empty;
        foreach (ContinuousLayer layer in Layers)
        {
            layer.Weights.AddTo(ref hash);
            foreach (double bias in layer.Biases.Values) hash.Add(BitConverter.DoubleToUInt64Bits(bias));
        }

        return hash.Value;
    }

    /// <summary>Room for a number per unit of a layer.</summary>
    protected Units Room(int layer) => _sums[layer];

    /// <summary>
    /// Sets burst probabilities and burst rates of the output: linear in the error with teacher, at the baseline without.
    /// </summary>
    /// <param name="taught">The rates that the teacher compares with the target.</param>
    /// <param name="target">Target rates.</param>
    /// <param name="teaching">Whether there is a teacher.</param>
    protected void BurstAtOutput(Units taught, ReadOnlySpan<double> target, bool teaching)
    {
        ContinuousLayer output = Layers[^1];
        double baseline = Constants.BaselineBurstProbability;
        for (int i = 0; i < output.Rate.Count; i++)
        {
            output.BurstProbability[i] = teaching ? baseline + baseline * ((target[i] - taught[i]) * (1 - taught[i])) : baseline;
            output.BurstRate[i] = output.BurstProbability[i] * output.Rate[i];
        }
    }

    /// <summary>
    /// Moves the apical potentials of a hidden layer towards alpha (1 - e) x feedback; burst probabilities and burst rates follow.
    /// </summary>
    /// <remarks>
    /// With the probability r at rest p = 2 r sigma(u/(2 r)), which is r at u = 0 and has the slope 1/4 there for every r, as in the
    /// discrete rule. Both factors are exactly 1 for r = 1/2, the constant of the published programs.
    /// </remarks>
    /// <param name="layer">The layer.</param>
    /// <param name="feedback">What bursts and events of the layer above bring.</param>
    /// <param name="rates">The event rates e in the factor (1 - e).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected void Burst(ContinuousLayer layer, Units feedback, Units rates)
    {
        Vector256<double> gain = Vector256.Create(Constants.ApicalGain), leak = Vector256.Create(Constants.TimeStep / Constants.ApicalTime);
        double twice = 2 * RestingBurstProbability;
        Vector256<double> range = Vector256.Create(twice), inverse = Vector256.Create(1 / twice);
        Vector256<double>[] received = feedback.Vectors, slope = rates.Vectors, u = layer.Apical.Vectors;
        Vector256<double>[] p = layer.BurstProbability.Vectors, e = layer.Rate.Vectors, b = layer.BurstRate.Vectors;
        for (int i = 0; i < u.Length; i++)
        {
            u[i] += leak * (gain * (Vector256<double>.One - slope[i]) * received[i] - u[i]);
            p[i] = range * DoubleMath.Logistic(inverse * u[i]);
            b[i] = p[i] * e[i];
        }
    }

    /// <summary>Writes the surplus p - p_b of the step before into the postsynaptic factors of a layer.</summary>
    protected void CompareWithBaseline(ContinuousLayer layer)
    {
        Vector256<double> baseline = Vector256.Create(Constants.BaselineBurstProbability);
        Vector256<double>[] past = layer.PastBurstProbability.Vectors, to = layer.Postsynaptic.Vectors;
        for (int i = 0; i < to.Length; i++) to[i] = past[i] - baseline;
    }

    /// <summary>
    /// Multiplies the postsynaptic factors, which are the surplus burst probability, by event rates, and changes weights and biases.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="rates">Its event rates.</param>
    /// <param name="presynaptic">The presynaptic factors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected void Learn(ContinuousLayer layer, Units rates, ReadOnlySpan<double> presynaptic)
    {
        Vector256<double>[] factor = layer.Postsynaptic.Vectors, e = rates.Vectors, c = layer.Biases.Vectors;
        Vector256<double> step = Vector256.Create(LearningStep);
        for (int i = 0; i < factor.Length; i++)
        {
            factor[i] *= e[i];
            c[i] += step * factor[i];
        }

        layer.Weights.AddProduct(LearningStep, layer.Postsynaptic, presynaptic);
    }
}

/// <summary>Constants of a continuous model. Time has no unit; read as seconds, frequencies are those of the paper.</summary>
internal sealed record ContinuousConstants
{
    /// <summary>Time step dt.</summary>
    public double TimeStep { get; init; } = 0.1;

    /// <summary>
    /// Time constant of somatic potentials, tau_z; with that of the published program, the time step, they have no memory.
    /// </summary>
    public double SomaTime { get; init; } = 0.1;

    /// <summary>Time constant of apical potentials, tau_u.</summary>
    public double ApicalTime { get; init; } = 0.1;

    /// <summary>Time constant of weights, tau_W.</summary>
    public double WeightTime { get; init; } = 100;

    /// <summary>Factor of all changes of weights.</summary>
    public double LearningRate { get; init; } = 1;

    /// <summary>Slope alpha of the burst probability against the apical potential.</summary>
    public double ApicalGain { get; init; } = 4;

    /// <summary>Baseline burst probability p_b.</summary>
    public double BaselineBurstProbability { get; init; } = 0.5;

    /// <summary>Time constant of moving averages (Burstprop only).</summary>
    public double AveragingTime { get; init; } = 5;

    /// <summary>Factor of the width of initial weights.</summary>
    public double WeightScale { get; init; } = 1;
}
