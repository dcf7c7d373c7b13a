using System.Numerics;
using Spiking.Files;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>
/// BurstCCN: one feedback pathway carries burst rates (Y), another event rates (Q). If Q = p_b Y they cancel unless bursts differ from
/// their baseline, so that dendrites see the error of the layer above alone, without a phase of its own. Source: Greedy et al. 2022, Eqs. 1
/// and 2, with the sign u = b Y - e Q of their program.
/// </summary>
/// <remarks>
/// <para>s is errorScale, k feedbackScale. With gradientsAsBackprop gradients are divided by p_b s kⁿ, where n is the number of hidden
/// layers that the signal has passed, this one included.</para>
/// <code>
/// output: p = p_b (1 + s (t - e) ∘ h)
/// hidden: u = b_above Y - e_above Q,  p = 2 p_b σ((2/p_b) k u ∘ h)
/// both:   b = p ∘ e,  δ = p_b e - b
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "burstccn", "learning": { "rate": 1 }, "y": { "type": "random", "deviation": 0.5 }, "q": { "type": "symmetric" } }
/// </code></example>
[VariantName("burstccn")]
internal sealed record BurstCcnDescription : RuleDescription
{
    /// <summary>Baseline burst probability p_b.</summary>
    [Bounds(Above = 0, AtMost = 0.5)]
    public double BaselineBurstProbability { get; init; } = 0.5;

    /// <summary>Factor of the error at the output.</summary>
    [Bounds(Above = 0)]
    public double ErrorScale { get; init; } = 1;

    /// <summary>Factor of apical potentials in every hidden layer.</summary>
    [Bounds(Above = 0)]
    public double FeedbackScale { get; init; } = 1;

    /// <summary>
    /// Whether gradients are divided by the baseline burst probability and the scales above, so that learning rates are those of backprop
    /// (journal version); else they are smaller by that factor.
    /// </summary>
    public bool GradientsAsBackprop { get; init; }

    /// <summary>Feedback weights Y of the burst rates; the model is the forward weights of the layer above.</summary>
    public FeedbackDescription Y { get; init; } = new RandomFeedbackDescription();

    /// <summary>Feedback weights Q of the event rates; the model is p_b Y.</summary>
    public FeedbackDescription Q { get; init; } = new SymmetricFeedbackDescription();

    /// <summary>How Y learns. If absent, it does not.</summary>
    public FeedbackLearningDescription? LearningOfY { get; init; }

    /// <summary>How Q learns. If absent, it does not.</summary>
    public FeedbackLearningDescription? LearningOfQ { get; init; }

    internal override bool TakesAnyActivation => true;

    internal override void Check(Findings findings)
    {
        Y.CheckLearning(findings, this, nameof(Y), nameof(LearningOfY), LearningOfY is not null);
        Q.CheckLearning(findings, this, nameof(Q), nameof(LearningOfQ), LearningOfQ is not null);
        findings.Require(LearningOfQ is not ApicalBranchLearningDescription, this, [nameof(LearningOfQ)], () =>
            "\"apical-branches\" is a rule for Y; for Q use \"apical-events\" or \"kolen-pollack\".");
    }

    /// <inheritdoc/>
    public override LearningRule<T> Create<T>(LayeredNetwork<T> network, long seed) => new BurstCcnRule<T>(network, this, seed);
}

/// <summary>The rule of <see cref="BurstCcnDescription"/>.</summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class BurstCcnRule<T> : LearningRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BurstCcnDescription _settings;
    private readonly BurstPathway<T>[] _pathways;
    private readonly Matrix<T>[] _probabilities, _bursts;
    private readonly List<Learned<T>> _learned = [];

    /// <summary>Begins the rule.</summary>
    /// <param name="network">A network whose forward weights have been drawn.</param>
    /// <param name="settings">Its constants.</param>
    /// <param name="seed">Seed of the feedback weights.</param>
    public BurstCcnRule(LayeredNetwork<T> network, BurstCcnDescription settings, long seed)
        : base(network)
    {
        _settings = settings;
        _probabilities = [.. network.Layers.Select(layer => layer.CreateBatch(network.Batch))];
        _bursts = [.. network.Layers.Select(layer => layer.CreateBatch(network.Batch))];
        _pathways = [.. Enumerable.Range(0, network.Layers.Count - 1).Select(i => new BurstPathway<T>(network, i, settings, seed))];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            _learned.AddRange(ForwardWeights(i, settings.Learning.Weights, settings.Learning.Biases, ScaleOf(i)));
            if (i + 1 < network.Layers.Count) _learned.AddRange(_pathways[i].Learned(Deltas[i + 1], _bursts[i + 1], ScaleOf(i + 1)));
        }
    }

    /// <summary>The feedback pathways of the hidden layers.</summary>
    public IReadOnlyList<BurstPathway<T>> Pathways => _pathways;

    /// <inheritdoc/>
    public override IReadOnlyList<Matrix<T>> BurstProbabilities => _probabilities;

    /// <inheritdoc/>
    public override IReadOnlyList<Matrix<T>> ApicalPotentials => [.. _pathways.Select(pathway => pathway.Apical)];

    /// <inheritdoc/>
    public override IReadOnlyList<Learned<T>> Learned => _learned;

    /// <inheritdoc/>
    public override IReadOnlyList<Matrix<T>> Feedback => [.. _pathways.Select(pathway => pathway.Y)];

    /// <inheritdoc/>
    public override IEnumerable<Quantity<T>> Quantities =>
        [
            .. _pathways.Select((pathway, i) => new Quantity<T>($"u{i + 1}", pathway.Apical)),
            .. _probabilities.Select((p, i) => new Quantity<T>($"p{i + 1}", p)),
            .. _bursts.Select((b, i) => new Quantity<T>($"b{i + 1}", b)),
        ];

    /// <inheritdoc/>
    public override double ErrorScale => _settings.ErrorScale;

    /// <inheritdoc/>
    public override double DeltaScale(int layer) => _settings.BaselineBurstProbability * _settings.ErrorScale
        * Math.Pow(_settings.FeedbackScale, Network.Layers.Count - 1 - layer);

    /// <inheritdoc/>
    public override void Teach(Matrix<T>? targets)
    {
        Arithmetic<T> arithmetic = Network.Arithmetic;
        double baseline = _settings.BaselineBurstProbability;
        for (int i = Network.Layers.Count - 1; i >= 0; i--)
        {
            Layer<T> layer = Network.Layers[i];
            (Matrix<T> p, Matrix<T> b, Matrix<T> delta) = (_probabilities[i], _bursts[i], Deltas[i]);
            Use(i, p, b, delta);
            if (i == Network.Layers.Count - 1)
            {
                arithmetic.Apply(new OutputBurstProbability(baseline, _settings.ErrorScale), targets ?? layer.Rates,
                    layer.Rates, layer.Slopes, p);
            }
            else
            {
                _pathways[i].Receive(_bursts[i + 1]);
                arithmetic.Apply(new HiddenBurstProbability(baseline, _settings.FeedbackScale), _pathways[i].Apical, layer.Slopes, p);
            }

            arithmetic.Apply(new Times(), p, layer.Rates, b);
            arithmetic.Apply(new BurstDelta(baseline), b, layer.Rates, delta);
        }
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        foreach (BurstPathway<T> pathway in _pathways) pathway.Refresh();
    }

    // Mean over the batch; as backprop, the error scale and the scale of every hidden layer that the signal has passed are divided out.
    private Func<int, double> ScaleOf(int layer)
    {
        double factor = _settings.GradientsAsBackprop
            ? 1 / DeltaScale(layer)
            : 1;
        return examples => factor / examples;
    }
}
