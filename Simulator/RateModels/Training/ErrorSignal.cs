using Spiking.Files;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Data;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;

namespace Spiking.RateModels.Training;

/// <summary>
/// Measurements of the error signal when learning has ended: how the updates deviate from those of backprop when the error is scaled
/// (Greedy et al. 2022, Eq. 3), and how linear the burst probabilities of the hidden layers are in one of the output (Payeur et al. 2021,
/// Extended Data Fig. 7).
/// </summary>
internal sealed record ErrorSignalDescription
{
    /// <summary>Number of images for tests, from the first, with which it is measured; means over them are given.</summary>
    [Bounds(AtLeast = 1, AtMost = 10_000)]
    public int Images { get; init; } = 20;

    /// <summary>Factors s of the error: the teacher asks for e + s (t - e) instead of t.</summary>
    [Bounds(Above = 0, AtMost = 1), NotEmpty]
    public IReadOnlyList<double> Scales { get; init; } = [1, 0.5, 0.25, 0.125];

    /// <summary>Number of changes of the burst probability of one output ensemble, for every image.</summary>
    [Bounds(AtLeast = 3, AtMost = 100_000)]
    public int Changes { get; init; } = 200;

    /// <summary>The largest of these changes, upwards and downwards, relative to the burst probability without teacher.</summary>
    [Bounds(Above = 0, AtMost = 1)]
    public double LargestChange { get; init; } = 1;
}

/// <summary>The error signal in a hidden layer, means over images.</summary>
/// <param name="Deviations">
/// For every scale s the size of (δ - g δ_backprop) relative to that of g δ_backprop, both for the scaled error, where g is the rule's
/// factor of deltas in the layer (<see cref="LearningRule{T}.DeltaScale"/>).
/// </param>
/// <param name="LinearShare">
/// Share of the variance of the burst probabilities of the layer that lines against that of the output ensemble explain (r²); NaN: the rule
/// has no burst probabilities.
/// </param>
/// <param name="Sample">Changes of the burst probability of the layer's first ensemble, for the first image.</param>
internal sealed record LayerSignal(IReadOnlyList<double> Deviations, double LinearShare, IReadOnlyList<double> Sample);

/// <summary>The error signal of a network.</summary>
/// <param name="Hidden">The hidden layers, from the one above the input.</param>
/// <param name="OutputSample">The changes of the output's burst probability that belong to the samples of the layers.</param>
internal sealed record ErrorSignal(IReadOnlyList<LayerSignal> Hidden, IReadOnlyList<double> OutputSample)
{
    /// <summary>Measures a network that has learned: a copy of it in float64, so that rounding hides no small deviation.</summary>
    /// <param name="wanted">The measurements.</param>
    /// <param name="settings">The experiment.</param>
    /// <param name="images">The images.</param>
    /// <param name="trained">The rule whose network has learned.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="report">Receives how many images of how many have been measured.</param>
    /// <param name="cancellation">Stops after the present image.</param>
    /// <returns>The error signal; null: it was stopped.</returns>
    public static ErrorSignal? Measure(
        ErrorSignalDescription wanted, ClassificationDescription settings, LabelledImages images, LearningRule<float> trained, long seed,
        Action<int, int> report, CancellationToken cancellation)
    {
        using Arithmetic<double> arithmetic = new();
        LearningRule<double> rule = Copy(settings, images, trained, seed, arithmetic);
        int layers = rule.Network.Layers.Count - 1, count = Math.Min(wanted.Images, images.Count);
        double[,] deviations = new double[layers, wanted.Scales.Count];
        double[] shares = new double[layers];
        ShownImage shown = new(rule.Network, images);
        ScaledError scaled = new(rule, shown);
        ChangedOutput changed = new(rule, shown, wanted, seed);
        bool hasBursts = rule.BurstProbabilities.Count > 0;
        for (int image = 0; image < count; image++)
        {
            if (cancellation.IsCancellationRequested) return null;
            report(image, count);
            scaled.AddDeviations(wanted.Scales, image, deviations);
            if (hasBursts) changed.AddLinearShares(image, shares);
        }

        double[][] samples = hasBursts ? changed.Sample(0) : [.. Enumerable.Repeat(Array.Empty<double>(), layers + 1)];
        return new ErrorSignal(
            [.. Enumerable.Range(0, layers).Select(layer => new LayerSignal(
                [.. Enumerable.Range(0, wanted.Scales.Count).Select(scale => deviations[layer, scale] / count)],
                hasBursts ? shares[layer] / count : double.NaN, samples[layer]))],
            samples[layers]);
    }

    /// <summary>
    /// A copy in float64 of a rule and its network that have learned. Weights that do not learn are functions of the seed; those that learn
    /// are copied.
    /// </summary>
    internal static LearningRule<double> Copy(
        ClassificationDescription settings, LabelledImages images, LearningRule<float> trained, long seed, Arithmetic<double> arithmetic)
    {
        LayeredNetwork<double> network = settings.CreateNetwork(images.Shape, images.Classes, settings.Batch, arithmetic);
        network.Initialize(seed, settings.WeightGain);
        LearningRule<double> rule = settings.Rule.Create(network, seed);
        for (int i = 0; i < rule.Learned.Count; i++)
        {
            Matrix<float> from = trained.Learned[i].Descent.Weights;
            Matrix<double> to = rule.Learned[i].Descent.Weights;
            to.RequireSize(from.Rows, from.Columns);
            for (int k = 0; k < to.Count; k++) to.Span[k] = from.Span[k];
        }

        rule.Refresh();
        return rule;
    }

    /// <summary>The rates of a network for as many copies of an image as are asked for: computed if they are not there already.</summary>
    private sealed class ShownImage(LayeredNetwork<double> network, LabelledImages images)
    {
        private readonly Matrix<double> _input = new(network.Batch, network.Layers[0].Connection.Inputs);
        private (int Image, int Copies) _shown = (-1, 0);

        /// <summary>Shows an image.</summary>
        /// <returns>Its label.</returns>
        public int Show(int image, int copies)
        {
            if (_shown == (image, copies)) return images.Labels[image];
            float[] pixels = images[image].ToArray();
            if (images.Shape.Channels > 1) Pixels.Interleave(images[image], images.Shape, pixels);
            _input.Use(copies);
            for (int row = 0; row < copies; row++)
                for (int i = 0; i < pixels.Length; i++) _input[row, i] = pixels[i];
            network.Forward(_input);
            _shown = (image, copies);
            return images.Labels[image];
        }
    }

    /// <summary>How far the deltas are from those of backprop.</summary>
    private sealed class ScaledError(LearningRule<double> rule, ShownImage shown)
    {
        private readonly GradientRule<double> _backprop = new(
            rule.Network, new(), [.. rule.Network.Layers.Skip(1).Select(layer => layer.Weights)], hasOwnFeedback: false, () => { });

        private readonly Matrix<double> _targets = new(rule.Network.Batch, rule.Network.Output.Connection.Units);

        public void AddDeviations(IReadOnlyList<double> scales, int image, double[,] sums)
        {
            int label = shown.Show(image, 1);
            Matrix<double> rates = rule.Network.Output.RatesByExample;
            _targets.Use(1);
            for (int k = 0; k < scales.Count; k++)
            {
                for (int i = 0; i < _targets.Columns; i++)
                    _targets[0, i] = rates[0, i] + scales[k] * ((i == label ? 1 : 0) - rates[0, i]);
                rule.Teach(_targets);
                _backprop.Teach(_targets);
                for (int layer = 0; layer < sums.GetLength(0); layer++)
                    sums[layer, k] += Deviation(rule.Deltas[layer].Span, _backprop.Deltas[layer].Span, rule.DeltaScale(layer));
            }
        }

        private static double Deviation(ReadOnlySpan<double> delta, ReadOnlySpan<double> backprop, double factor)
        {
            double difference = 0, size = 0;
            for (int i = 0; i < delta.Length; i++)
            {
                double expected = factor * backprop[i], d = delta[i] - expected;
                difference += d * d;
                size += expected * expected;
            }

            return Math.Sqrt(difference / size);
        }
    }

    /// <summary>
    /// Effects of changes of the burst probability of one output ensemble, that of the image's class. It is p_b (1 + s (t - e) h), so that
    /// a change of x p_b needs the target e + x / (s h); the others are asked for the rates that they have.
    /// </summary>
    private sealed class ChangedOutput
    {
        private readonly LearningRule<double> _rule;
        private readonly ShownImage _shown;
        private readonly Matrix<double> _targets;
        private readonly double[] _changes;
        private readonly int _layers;

        public ChangedOutput(LearningRule<double> rule, ShownImage shown, ErrorSignalDescription wanted, long seed)
        {
            (_rule, _shown, _layers) = (rule, shown, rule.Network.Layers.Count - 1);
            _targets = new Matrix<double>(rule.Network.Batch, rule.Network.Output.Connection.Units);
            Matrix<double> drawn = new(1, wanted.Changes);
            Draws.Uniform(drawn, Keys.Probe(seed), wanted.LargestChange);
            _changes = drawn.Span.ToArray();
        }

        /// <summary>Adds, for every hidden layer, the share of the variance that lines explain.</summary>
        public void AddLinearShares(int image, double[] sums)
        {
            Line[][] lines =
                [.. Enumerable.Range(0, _layers).Select(i => new Line[_rule.Network.Layers[i].Rates.Columns
                    * _rule.Network.Layers[i].Connection.Positions])];
            Teach(image, (unit, _, rows) =>
            {
                Matrix<double> output = _rule.BurstProbabilities[_layers];
                for (int layer = 0; layer < _layers; layer++)
                {
                    ReadOnlySpan<double> hidden = _rule.BurstProbabilities[layer].Span;
                    int units = lines[layer].Length;
                    for (int row = 0; row < rows; row++)
                        for (int i = 0; i < units; i++) lines[layer][i].Add(output[row, unit], hidden[row * units + i]);
                }
            });
            for (int layer = 0; layer < _layers; layer++) sums[layer] += Line.Share(lines[layer]);
        }

        /// <summary>The changes themselves: of the first ensemble of every hidden layer, and of the output ensemble.</summary>
        public double[][] Sample(int image)
        {
            double[][] samples = [.. Enumerable.Range(0, _layers + 1).Select(_ => new double[_changes.Length])];
            Teach(image, (unit, first, rows) =>
            {
                for (int layer = 0; layer <= _layers; layer++)
                    for (int row = 0; row < rows; row++) samples[layer][first + row] = At(layer, unit, row, rows);
            });

            // What there is without a change is taken off.
            int label = _shown.Show(image, 1);
            _rule.Teach(_rule.Network.Output.RatesByExample);
            for (int layer = 0; layer <= _layers; layer++)
            {
                double rest = At(layer, label, 0, 1);
                for (int i = 0; i < samples[layer].Length; i++) samples[layer][i] -= rest;
            }

            return samples;
        }

        // Burst probability in a row of the ensemble that stands for its layer.
        private double At(int layer, int outputUnit, int row, int rows)
        {
            ReadOnlySpan<double> all = _rule.BurstProbabilities[layer].Span;
            return all[row * (all.Length / rows) + (layer == _layers ? outputUnit : 0)];
        }

        // Asks for all changes, as many at a time as a batch has rows; look is told the output ensemble, the first change and their number.
        private void Teach(int image, Action<int, int, int> look)
        {
            for (int first = 0; first < _changes.Length; first += _rule.Network.Batch)
            {
                int rows = Math.Min(_rule.Network.Batch, _changes.Length - first), unit = _shown.Show(image, rows);
                Matrix<double> rates = _rule.Network.Output.RatesByExample, slopes = _rule.Network.Output.Slopes;
                _targets.Use(rows);
                rates.Span.CopyTo(_targets.Span);
                for (int row = 0; row < rows; row++)
                    _targets[row, unit] += _changes[first + row] / (_rule.ErrorScale * slopes[row, unit]);
                _rule.Teach(_targets);
                look(unit, first, rows);
            }
        }
    }

    /// <summary>Sums for the line through points, each relative to the first point, so that small changes lose no digits.</summary>
    private struct Line
    {
        private double _x0, _y0, _x, _y, _xx, _xy, _yy;
        private int _count;

        public void Add(double x, double y)
        {
            if (_count++ == 0) (_x0, _y0) = (x, y);
            x -= _x0;
            y -= _y0;
            _x += x;
            _y += y;
            _xx += x * x;
            _xy += x * y;
            _yy += y * y;
        }

        /// <summary>
        /// Share of the variance of all ensembles that their lines explain: r² weighted by variance, so that ensembles of which the burst
        /// probability is saturated, and changes by rounding alone, do not count. NaN: none changes.
        /// </summary>
        public static double Share(ReadOnlySpan<Line> lines)
        {
            double explained = 0, variance = 0;
            foreach (Line line in lines)
            {
                double n = line._count, xx = line._xx - line._x * line._x / n, yy = line._yy - line._y * line._y / n;
                double xy = line._xy - line._x * line._y / n;
                explained += xy * xy / xx;
                variance += yy;
            }

            return explained / variance;
        }
    }
}
