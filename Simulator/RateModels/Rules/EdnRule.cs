using System.Numerics;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>
/// Error-encoding dendritic network: interneurons, one for every unit of the layer above, learn to cancel in the dendrites what the layer
/// above sends down, so that what is left is its error. Source: Sacramento et al. 2018, in the discrete form in which Greedy et al. 2022
/// compare it. Dense layers only.
/// </summary>
/// <remarks>
/// <para>The star marks what is nudged; λ_o, λ_i and λ_h are outputNudge, interneuronNudge and hiddenNudge. Without teacher v* = v in the
/// output. P and q are the weights and biases of the interneurons, I their weights onto the dendrites; their learning rate is η times
/// interneuronRateFactor.</para>
/// <code>
/// output:       v* = (1 - λ_o) v + λ_o τ,  τ = ln 4 for t = 1 and -ln 4 for t = 0
/// interneurons: i = e Pᵀ + q,  i* = (1 - λ_i) i + λ_i v*_above,  s = σ(i),  s* = σ(i*)
/// hidden:       u = e*_above Y - s* I,  v* = v + λ_h u
/// both:         e* = f(v*),  δ = e - e*
/// ∇P = (s - s*)ᵀ e*/B,  ∇q = Σ (s - s*)/B,  ∇I = -s*ᵀ u/B
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "edn", "learning": { "rate": 0.1 } }
/// </code></example>
[VariantName("edn")]
internal sealed record EdnDescription : RuleDescription
{
    /// <summary>How far the teacher moves the output's potential towards that of the target.</summary>
    [Bounds(Above = 0, AtMost = 1)]
    public double OutputNudge { get; init; } = 0.1;

    /// <summary>How far an interneuron is moved towards the potential of its unit in the layer above.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double InterneuronNudge { get; init; } = 0.1;

    /// <summary>How far a hidden unit is moved by its apical potential.</summary>
    [Bounds(Above = 0, AtMost = 1)]
    public double HiddenNudge { get; init; } = 0.1;

    /// <summary>Learning rate of the interneurons' weights relative to that of the forward weights.</summary>
    [Bounds(AtLeast = 0)]
    public double InterneuronRateFactor { get; init; } = 2;

    /// <summary>Feedback weights Y; the model is the forward weights of the layer above.</summary>
    public FeedbackDescription Y { get; init; } = new RandomFeedbackDescription();

    /// <summary>
    /// Weights from pyramidal cells to interneurons; the model is the forward weights of the layer above, whose biases are copied too.
    /// </summary>
    public FeedbackDescription ToInterneurons { get; init; } = new SymmetricFeedbackDescription();

    /// <summary>Weights from interneurons to dendrites; the model is Y.</summary>
    public FeedbackDescription FromInterneurons { get; init; } = new SymmetricFeedbackDescription();

    /// <inheritdoc/>
    public override LearningRule<T> Create<T>(LayeredNetwork<T> network, long seed) => new EdnRule<T>(network, this, seed);
}

/// <summary>The rule of <see cref="EdnDescription"/>.</summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class EdnRule<T> : LearningRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly EdnDescription _settings;
    private readonly Matrix<T>[] _potentials, _rates;
    private readonly EdnInterneurons<T>[] _interneurons;
    private readonly List<Learned<T>> _learned = [];

    /// <summary>Begins the rule.</summary>
    /// <param name="network">A network of dense layers whose forward weights have been drawn.</param>
    /// <param name="settings">Its constants.</param>
    /// <param name="seed">Seed of random weights.</param>
    /// <exception cref="ArgumentException">A layer is not dense.</exception>
    public EdnRule(LayeredNetwork<T> network, EdnDescription settings, long seed)
        : base(network)
    {
        if (network.Layers.Any(layer => !layer.Connection.IsDense))
            throw new ArgumentException("The rule edn knows dense layers only.", nameof(network));
        _settings = settings;
        _potentials = [.. network.Layers.Select(layer => layer.CreateBatch(network.Batch))];
        _rates = [.. network.Layers.Select(layer => layer.CreateBatch(network.Batch))];
        _interneurons = [.. Enumerable.Range(0, network.Layers.Count - 1).Select(i => new EdnInterneurons<T>(network, i, settings, seed))];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            _learned.AddRange(ForwardWeights(i, settings.Learning.Weights, settings.Learning.Biases, examples => 1.0 / examples));
            if (i < _interneurons.Length) _learned.AddRange(_interneurons[i].Learned(_rates[i]));
        }
    }

    /// <summary>The interneurons of every hidden layer.</summary>
    public IReadOnlyList<EdnInterneurons<T>> Interneurons => _interneurons;

    /// <inheritdoc/>
    public override IReadOnlyList<Learned<T>> Learned => _learned;

    /// <inheritdoc/>
    public override IReadOnlyList<Matrix<T>> Feedback => [.. _interneurons.Select(interneurons => interneurons.Y)];

    /// <inheritdoc/>
    public override IReadOnlyList<Matrix<T>> ApicalPotentials => [.. _interneurons.Select(interneurons => interneurons.Apical)];

    /// <inheritdoc/>
    public override IEnumerable<Quantity<T>> Quantities =>
        [
            .. _potentials.Select((v, i) => new Quantity<T>($"v{i + 1}_nudged", v)),
            .. _rates.Select((r, i) => new Quantity<T>($"r{i + 1}_nudged", r)),
            .. _interneurons.SelectMany(interneurons => interneurons.Quantities),
        ];

    /// <inheritdoc/>
    public override void Teach(Matrix<T>? targets)
    {
        Arithmetic<T> arithmetic = Network.Arithmetic;
        for (int i = Network.Layers.Count - 1; i >= 0; i--)
        {
            Layer<T> layer = Network.Layers[i];
            Use(i, _potentials[i], _rates[i], Deltas[i]);
            if (i == Network.Layers.Count - 1)
            {
                if (targets is null) _potentials[i].CopyFrom(layer.Potentials);
                else arithmetic.Apply(new NudgedByTarget(_settings.OutputNudge), layer.Potentials, targets, _potentials[i]);
            }
            else
            {
                _interneurons[i].Compare(_potentials[i + 1], _rates[i + 1]);
                arithmetic.Apply(new Moved(_settings.HiddenNudge), layer.Potentials, _interneurons[i].Apical, _potentials[i]);
            }

            layer.Activation.Rates(arithmetic, _potentials[i], _rates[i]);
            arithmetic.Apply(new Minus(), layer.Rates, _rates[i], Deltas[i]);
        }
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        foreach (EdnInterneurons<T> interneurons in _interneurons) interneurons.Refresh();
    }

    // (1 - λ) v + λ τ, where τ = logit(0.2 + 0.6 t) is exact for targets 0 and 1: -ln 4 and ln 4.
    private readonly struct NudgedByTarget(double nudge) : IBinaryFunction
    {
        private static readonly double s_logit = Math.Log(4);

        public TReal Of<TReal>(in TReal potential, in TReal target)
            where TReal : unmanaged, IReal<TReal> =>
            TReal.MultiplyAdd(TReal.Broadcast(2 * nudge * s_logit), target - TReal.Broadcast(0.5), TReal.Broadcast(1 - nudge) * potential);
    }

    private readonly struct Moved(double factor) : IBinaryFunction
    {
        public TReal Of<TReal>(in TReal potential, in TReal apical)
            where TReal : unmanaged, IReal<TReal> => TReal.MultiplyAdd(TReal.Broadcast(factor), apical, potential);
    }
}
