using System.Numerics;
using System.Numerics.Tensors;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>
/// Node perturbation: noise is added to the potentials, and every unit moves along its noise if the loss became smaller, against it if it
/// became larger. An unbiased estimate of the gradient without feedback weights, whose variance grows with the number of units. Dense
/// layers only.
/// </summary>
/// <remarks>
/// <para>ξ are normal numbers of standard deviation s ("deviation"), new ones for every unit and example, and ℓ is the mean of (t - e)²
/// over the units of the output.</para>
/// <code>
/// noiseTravels: v* = e*_below Wᵀ + c + ξ,  e* = f(v*),  δ = (ℓ* - ℓ) ξ/s² of every example,  ∇W = δᵀ e*_below/B,  ∇c = Σ δ/B
/// else:         v* = v + ξ,                e* = f(v*),  δ = (ℓ* - ℓ) ξ/s², ℓ means over the batch,  ∇W = δᵀ e_below,  ∇c = Σ δ
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "node-perturbation", "learning": { "rate": 0.01 } }
/// </code></example>
[VariantName("node-perturbation")]
internal sealed record NodePerturbationDescription : RuleDescription
{
    /// <summary>Standard deviation of the noise on potentials.</summary>
    [Bounds(Above = 0)]
    public double Deviation { get; init; } = 0.1;

    /// <summary>
    /// Whether noise travels on to higher layers and the loss is compared example by example (journal version of Greedy et al. 2022). If
    /// not, noise is added to the clean potentials of every layer, one loss is taken for the whole batch and gradients are summed (program
    /// of Payeur et al. 2021), so that the output layer alone can learn.
    /// </summary>
    public bool NoiseTravels { get; init; } = true;

    /// <inheritdoc/>
    public override LearningRule<T> Create<T>(LayeredNetwork<T> network, long seed) => new NodePerturbationRule<T>(network, this, seed);
}

/// <summary>The rule of <see cref="NodePerturbationDescription"/>.</summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class NodePerturbationRule<T> : LearningRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NodePerturbationDescription _settings;
    private readonly Matrix<T>[] _noise, _potentials, _rates;
    private readonly List<Learned<T>> _learned = [];

    /// <summary>Begins the rule.</summary>
    /// <param name="network">A network of dense layers.</param>
    /// <param name="settings">Its constants.</param>
    /// <param name="seed">Seed of the perturbations.</param>
    /// <exception cref="ArgumentException">A layer is not dense.</exception>
    public NodePerturbationRule(LayeredNetwork<T> network, NodePerturbationDescription settings, long seed)
        : base(network)
    {
        if (network.Layers.Any(layer => !layer.Connection.IsDense))
            throw new ArgumentException("The rule node-perturbation knows dense layers only.", nameof(network));
        _settings = settings;
        _noise = [.. network.Layers.Select(layer => layer.CreateBatch(network.Batch))];
        _potentials = [.. network.Layers.Select(layer => layer.CreateBatch(network.Batch))];
        _rates = [.. network.Layers.Select(layer => layer.CreateBatch(network.Batch))];
        Perturb = (layer, noise) => Draws.Normal(noise, Keys.Perturbation(seed, layer), settings.Deviation, BatchNumber);
        Func<int, double> scale = settings.NoiseTravels ? examples => 1.0 / examples : _ => 1;
        for (int i = 0; i < network.Layers.Count; i++)
        {
            int layer = i;
            Layer<T> l = network.Layers[i];
            DescentDescription learning = settings.Learning;
            _learned.Add(new OuterProduct<T>(
                $"W{i + 1}", new Descent<T>(l.Weights, learning.Weights), () => Deltas[layer], () => PresynapticOf(layer), scale));
            _learned.Add(new BiasSum<T>($"c{i + 1}", new Descent<T>(l.Biases, learning.Biases), () => Deltas[layer], scale));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Learned<T>> Learned => _learned;

    /// <inheritdoc/>
    public override IEnumerable<Quantity<T>> Quantities =>
        [.. _noise.Select((xi, i) => new Quantity<T>($"xi{i + 1}", xi)),
            .. _rates.Select((e, i) => new Quantity<T>($"e{i + 1}_perturbed", e))];

    /// <summary>Draws the noise of a layer.</summary>
    internal Action<int, Matrix<T>> Perturb { get; set; }

    /// <inheritdoc/>
    public override void Teach(Matrix<T>? targets)
    {
        Arithmetic<T> arithmetic = Network.Arithmetic;
        for (int i = 0; i < Network.Layers.Count; i++)
        {
            Layer<T> layer = Network.Layers[i];
            Use(i, _noise[i], _potentials[i], _rates[i], Deltas[i]);
            Perturb(i, _noise[i]);
            if (_settings.NoiseTravels && i > 0)
            {
                arithmetic.Multiply(_rates[i - 1], false, layer.Weights, true, _potentials[i]);
                arithmetic.AddRow(layer.Biases, _potentials[i]);
                arithmetic.Apply(new Plus(), _potentials[i], _noise[i], _potentials[i]);
            }
            else
            {
                arithmetic.Apply(new Plus(), layer.Potentials, _noise[i], _potentials[i]);
            }

            layer.Activation.Rates(arithmetic, _potentials[i], _rates[i]);
        }

        Matrix<T> output = Network.Output.Rates, goal = targets ?? output;
        int examples = output.Rows;
        Span<double> gain = stackalloc double[examples];
        for (int i = 0; i < examples; i++) gain[i] = Loss(_rates[^1].Row(i), goal.Row(i)) - Loss(output.Row(i), goal.Row(i));
        if (!_settings.NoiseTravels)
        {
            double mean = 0;
            foreach (double difference in gain) mean += difference / examples;
            gain.Fill(mean);
        }

        double variance = _settings.Deviation * _settings.Deviation;
        for (int i = 0; i < Deltas.Count; i++)
        {
            for (int example = 0; example < examples; example++)
                TensorPrimitives.Multiply(_noise[i].Row(example), T.CreateChecked(gain[example] / variance), Deltas[i].Row(example));
        }
    }

    private Matrix<T> PresynapticOf(int layer) =>
        _settings.NoiseTravels && layer > 0 ? _rates[layer - 1] : Network.Layers[layer].Presynaptic;

    // Mean over the units.
    private static double Loss(ReadOnlySpan<T> rates, ReadOnlySpan<T> targets)
    {
        double sum = 0;
        for (int i = 0; i < rates.Length; i++)
        {
            double error = double.CreateChecked(targets[i]) - double.CreateChecked(rates[i]);
            sum += error * error;
        }

        return sum / rates.Length;
    }

    private readonly struct Plus : IBinaryFunction
    {
        public TReal Of<TReal>(in TReal x, in TReal y)
            where TReal : unmanaged, IReal<TReal> => x + y;
    }
}
