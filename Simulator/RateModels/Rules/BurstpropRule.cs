using System.Numerics;
using Spiking.Files;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>How gradients of the rate model of burstprop are averaged over a batch.</summary>
internal enum BatchAverage
{
    /// <summary>
    /// The sum is divided by the configured number of examples, also where the last batch has fewer (program of Greedy et al. 2022).
    /// </summary>
    Configured,

    /// <summary>The sum is divided by the number of examples that the batch has.</summary>
    Actual,

    /// <summary>The sum is not divided (program of Payeur et al. 2021).</summary>
    Sum,
}

/// <summary>
/// Burstprop: burst rates are sent down twice, without and with teacher, and weights change by the difference. Source: Payeur et al. 2021,
/// in the form in which Greedy et al. 2022 compare it.
/// </summary>
/// <remarks>
/// <para>Without teacher and with it (*) all quantities are computed with the same r. The sums of gradients over a batch are divided as
/// "average" says, that of Z not at all; without recurrent weights r is 0. With kolenPollack ∇Y = ∇W of the layer above. With
/// gradientsAsBackprop ∇W, ∇c and ∇Y are divided by p_b (k/4)ⁿ, where n is the number of hidden layers that the signal has passed, this one
/// included.</para>
/// <code>
/// output: p = p_b,  p* = p_b (1 + (t - e) ∘ h)
/// hidden: u = (b_above Y) ∘ h - r,  u* = (b*_above Y) ∘ h - r,  p = σ(k u),  p* = σ(k u*)
///         r = q Zᵀ,  q = σ(k b_above Y) ∘ e,  ∇Z = -uᵀ q
/// both:   b = p ∘ e,  b* = p* ∘ e,  δ = b - b*
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "burstprop", "learning": { "rate": 0.1 } }
/// </code></example>
[VariantName("burstprop")]
internal sealed record BurstpropDescription : RuleDescription
{
    /// <summary>Burst probability of the output without teacher.</summary>
    [Bounds(Above = 0, AtMost = 0.5)]
    public double BaselineBurstProbability { get; init; } = 0.2;

    /// <summary>
    /// Slope k of the dendrites: a hidden ensemble bursts with probability σ(k u). Its burst rate then carries k/4 of the error that
    /// arrives, and the larger k is, the sooner it saturates (Payeur et al. 2021, Extended Data Fig. 6).
    /// </summary>
    [Bounds(Above = 0)]
    public double DendriticSlope { get; init; } = 1;

    /// <summary>
    /// Whether gradients are divided by the baseline burst probability and the slopes of the dendrites that the signal has passed, so that
    /// learning rates are those of backprop where feedback is symmetric (journal version of Greedy et al.); else gradients become smaller
    /// from layer to layer.
    /// </summary>
    public bool GradientsAsBackprop { get; init; }

    /// <summary>How gradients are averaged over a batch.</summary>
    public BatchAverage Average { get; init; } = BatchAverage.Configured;

    /// <summary>How weights and biases of the output layer follow their gradients. If absent, as those of the others.</summary>
    public DescentDescription? OutputLearning { get; init; }

    /// <summary>Feedback weights Y; the model is the forward weights of the layer from which they lead down.</summary>
    public FeedbackDescription Y { get; init; } = new RandomFeedbackDescription();

    /// <summary>
    /// Whether Y gets the increments and the decay of the forward weights, so that they become equal in time (Kolen and Pollack).
    /// </summary>
    public bool KolenPollack { get; init; }

    /// <summary>
    /// Recurrent weights Z within hidden layers without positions, which learn to take away what the feedback brings at rest. Where their
    /// deviation and their learning rate are 0, there are none.
    /// </summary>
    public RecurrentDescription Recurrent { get; init; } = new();

    internal override void Check(Findings findings) =>
        Y.CheckLearning(findings, this, nameof(Y), nameof(KolenPollack), KolenPollack);

    /// <inheritdoc/>
    public override LearningRule<T> Create<T>(LayeredNetwork<T> network, long seed) => new BurstpropRule<T>(network, this, seed);
}

/// <summary>Recurrent weights of burstprop's hidden layers.</summary>
internal sealed record RecurrentDescription
{
    /// <summary>Standard deviation of the normal numbers with which they begin.</summary>
    [Bounds(AtLeast = 0)]
    public double Deviation { get; init; } = 0.01;

    /// <summary>Learning rate; their gradient is a sum over the batch that is never divided.</summary>
    [Bounds(AtLeast = 0)]
    public double LearningRate { get; init; } = 1e-4;
}

/// <summary>The rule of <see cref="BurstpropDescription"/>.</summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class BurstpropRule<T> : LearningRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BurstpropDescription _settings;
    private readonly Phase[] _without, _with;
    private readonly Matrix<T>[] _feedback, _prediction;
    private readonly Matrix<T>?[] _recurrent, _input;
    private readonly List<Learned<T>> _learned = [];

    /// <summary>Begins the rule.</summary>
    /// <param name="network">A network whose forward weights have been drawn.</param>
    /// <param name="settings">Its constants.</param>
    /// <param name="seed">Seed of feedback and recurrent weights.</param>
    public BurstpropRule(LayeredNetwork<T> network, BurstpropDescription settings, long seed)
        : base(network)
    {
        _settings = settings;
        int layers = network.Layers.Count, batch = network.Batch;
        _without = [.. network.Layers.Select(layer => new Phase(layer, batch))];
        _with = [.. network.Layers.Select(layer => new Phase(layer, batch))];
        _feedback = [.. network.Layers.Skip(1).Select(above => new Matrix<T>(above.Weights.Rows, above.Weights.Columns))];
        _prediction = [.. network.Layers.Select(layer => layer.CreateBatch(batch))];
        _recurrent = new Matrix<T>?[layers - 1];
        _input = new Matrix<T>?[layers - 1];
        for (int i = 0; i < layers - 1; i++)
        {
            settings.Y.Begin(_feedback[i], network.Layers[i + 1].Weights, 1, Keys.Weights(seed, "Y", i), network.Arithmetic);
            if (settings.Recurrent is { Deviation: 0, LearningRate: 0 } || !network.Layers[i].Connection.IsDense) continue;
            int units = network.Layers[i].Connection.Units;
            Matrix<T> recurrent = _recurrent[i] = new Matrix<T>(units, units);
            _input[i] = new Matrix<T>(batch, units);
            Draws.Normal(recurrent, Keys.Weights(seed, "Z", i), settings.Recurrent.Deviation);
        }

        for (int i = 0; i < layers; i++) AddLearned(i);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Learned<T>> Learned => _learned;

    /// <inheritdoc/>
    public override IReadOnlyList<Matrix<T>> Feedback => _feedback;

    /// <summary>Recurrent weights of every hidden layer; null: the layer has none.</summary>
    public IReadOnlyList<Matrix<T>?> Recurrent => _recurrent;

    /// <summary>Burst probabilities of all layers with teacher.</summary>
    public override IReadOnlyList<Matrix<T>> BurstProbabilities => [.. _with.Select(phase => phase.Probabilities)];

    /// <inheritdoc/>
    public override IReadOnlyList<Matrix<T>> ApicalPotentials => [.. _without.SkipLast(1).Select(phase => phase.Apical)];

    /// <summary>
    /// p_b, and for every hidden layer above and this one the slope k/4 that the logistic function has where nothing arrives at rest.
    /// </summary>
    public override double DeltaScale(int layer) =>
        _settings.BaselineBurstProbability * Math.Pow(_settings.DendriticSlope / 4, Network.Layers.Count - 1 - layer);

    /// <inheritdoc/>
    public override IEnumerable<Quantity<T>> Quantities
    {
        get
        {
            for (int i = 0; i < _without.Length; i++)
            {
                foreach ((Phase phase, string suffix) in new[] { (_without[i], ""), (_with[i], "_teacher") })
                {
                    if (i < _without.Length - 1)
                    {
                        yield return new($"feedback{i + 1}{suffix}", phase.Received);
                        yield return new($"u{i + 1}{suffix}", phase.Apical);
                    }

                    yield return new($"p{i + 1}{suffix}", phase.Probabilities);
                    yield return new($"b{i + 1}{suffix}", phase.Bursts);
                }

                if (i < _input.Length && _input[i] is { } input)
                {
                    yield return new($"b{i + 1}_pre", _prediction[i]);
                    yield return new($"r{i + 1}", input);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Teach(Matrix<T>? targets)
    {
        Arithmetic<T> arithmetic = Network.Arithmetic;
        int top = Network.Layers.Count - 1;
        for (int i = top; i >= 0; i--)
        {
            Layer<T> layer = Network.Layers[i];
            Use(i, Deltas[i], _prediction[i]);
            if (i == top)
            {
                double baseline = _settings.BaselineBurstProbability;
                Use(i, _without[i].Probabilities, _with[i].Probabilities);
                _without[i].Probabilities.Span.Fill(T.CreateChecked(baseline));
                arithmetic.Apply(
                    new OutputBurstProbability(baseline, 1), targets ?? layer.Rates, layer.Rates, layer.Slopes, _with[i].Probabilities);
            }
            else
            {
                Receive(i, _without[i], _without[i + 1]);
                Receive(i, _with[i], _with[i + 1]);
                Recur(i);
                Burst(i, _without[i]);
                Burst(i, _with[i]);
            }

            foreach (Phase phase in (ReadOnlySpan<Phase>)[_without[i], _with[i]])
            {
                Use(i, phase.Bursts);
                arithmetic.Apply(new Times(), phase.Probabilities, layer.Rates, phase.Bursts);
            }

            arithmetic.Apply(new Minus(), _without[i].Bursts, _with[i].Bursts, Deltas[i]);
        }
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        for (int i = 0; i < _feedback.Length; i++) _settings.Y.Refresh(_feedback[i], Network.Layers[i + 1].Weights, 1, Network.Arithmetic);
    }

    private void Receive(int layer, Phase phase, Phase above)
    {
        phase.Received.Use(Network.Layers[layer].RatesByExample.Rows);
        Network.TopDown(layer + 1).Send(above.Bursts, _feedback[layer], phase.Received);
    }

    // What the recurrent weights bring is predicted from the feedback without teacher, without the factor h, and the same in both sweeps.
    private void Recur(int layer)
    {
        if (_recurrent[layer] is not { } weights) return;
        Arithmetic<T> arithmetic = Network.Arithmetic;
        Matrix<T> prediction = _prediction[layer], input = _input[layer]!;
        input.Use(prediction.Rows);
        arithmetic.Apply(new SlopedLogistic(_settings.DendriticSlope), _without[layer].Received, prediction);
        arithmetic.Apply(new Times(), prediction, Network.Layers[layer].Rates, prediction);
        arithmetic.Multiply(prediction, false, weights, true, input);
    }

    private void Burst(int layer, Phase phase)
    {
        Arithmetic<T> arithmetic = Network.Arithmetic;
        Use(layer, phase.Apical, phase.Probabilities);
        arithmetic.Apply(new Times(), phase.Received, Network.Layers[layer].Slopes, phase.Apical);
        if (_input[layer] is { } input) arithmetic.Apply(new Minus(), phase.Apical, input, phase.Apical);
        arithmetic.Apply(new SlopedLogistic(_settings.DendriticSlope), phase.Apical, phase.Probabilities);
    }

    private void AddLearned(int layer)
    {
        DescentDescription learning = (layer == Network.Layers.Count - 1 ? _settings.OutputLearning : null) ?? _settings.Learning;
        double factor = _settings.GradientsAsBackprop ? 1 / DeltaScale(layer) : 1;
        Func<int, double> scale = _settings.Average switch
        {
            BatchAverage.Configured => _ => factor / Network.Batch,
            BatchAverage.Actual => examples => factor / examples,
            _ => _ => factor,
        };
        _learned.AddRange(ForwardWeights(layer, learning.Weights, learning.Biases, scale));
        if (layer > 0 && _settings.KolenPollack)
        {
            Layer<T> above = Network.Layers[layer];
            _learned.Add(new OuterProduct<T>(
                $"Y{layer}", new Descent<T>(_feedback[layer - 1], learning.Weights), () => Deltas[layer], () => above.Presynaptic, scale));
        }

        if (layer < _recurrent.Length && _recurrent[layer] is { } recurrent)
        {
            _learned.Add(new OuterProduct<T>(
                $"Z{layer + 1}",
                new Descent<T>(recurrent, new Sgd(_settings.Recurrent.LearningRate)),
                () => _without[layer].Apical,
                () => _prediction[layer],
                _ => -1));
        }
    }

    /// <summary>The quantities of a layer in one of the two sweeps.</summary>
    private sealed class Phase(Layer<T> layer, int batch)
    {
        /// <summary>Feedback from the layer above, a row for every example.</summary>
        public Matrix<T> Received { get; } = new(batch, layer.Connection.Units);

        public Matrix<T> Apical { get; } = layer.CreateBatch(batch);

        public Matrix<T> Probabilities { get; } = layer.CreateBatch(batch);

        public Matrix<T> Bursts { get; } = layer.CreateBatch(batch);
    }
}
