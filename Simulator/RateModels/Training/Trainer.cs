using System.Globalization;
using System.Numerics.Tensors;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Data;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;

namespace Spiking.RateModels.Training;

/// <summary>
/// Trains a network on a data set, batch by batch: forward pass, teaching signal down, update. What happens in a batch depends on the seed
/// and on its number alone, and on the weights, so that a run can stop after any batch and go on later with the same bits.
/// </summary>
internal sealed class Trainer : IDisposable
{
    private const int TestBatch = 1000;

    private readonly ClassificationDescription _settings;
    private readonly DataSet _data;
    private readonly EpochReader _reader;
    private readonly Arithmetic<float> _arithmetic;
    private readonly Matrix<float> _input, _targets;
    private readonly byte[] _labels;
    private readonly float[]? _planes;
    private readonly Measurements _measurements;
    private readonly Score _training = new();
    private TestNetwork? _test, _validation;

    /// <summary>Builds the network and draws its weights.</summary>
    /// <param name="settings">What is trained, and how.</param>
    /// <param name="data">The data set.</param>
    /// <param name="seed">Seed of weights, order of examples, augmentation and noise.</param>
    /// <param name="threads">Number of threads; results do not depend on it.</param>
    /// <param name="bits">Width of vectors; results do not depend on it.</param>
    public Trainer(ClassificationDescription settings, DataSet data, long seed, int threads = 1, int? bits = null)
    {
        (_settings, _data, Seed) = (settings, data, seed);
        _arithmetic = new Arithmetic<float>(threads, bits);
        Network = settings.CreateNetwork(data.Training.Shape, data.Training.Classes, settings.Batch, _arithmetic);
        Network.Initialize(seed, settings.WeightGain);
        Rule = settings.Rule.Create(Network, seed);
        _measurements = new Measurements(Rule);
        _input = new Matrix<float>(settings.Batch, data.Training.Shape.Size);
        _targets = new Matrix<float>(settings.Batch, data.Training.Classes);
        _labels = new byte[settings.Batch];
        if (data.Training.Shape.Channels > 1) _planes = new float[_input.Count];
        _reader = new EpochReader(data.Training, seed, augmentation: DataSet.AugmentationOf(settings.Data, seed));
        BatchesPerEpoch = (data.Training.Count + settings.Batch - 1) / settings.Batch;
        _reader.Begin(0);
    }

    /// <summary>The network that learns.</summary>
    public LayeredNetwork<float> Network { get; }

    /// <summary>The learning rule.</summary>
    public LearningRule<float> Rule { get; }

    /// <summary>Seed of weights, order of examples, augmentation and noise.</summary>
    public long Seed { get; }

    /// <summary>Number of batches in an epoch; the last may have fewer examples.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>Number of batches of the whole training.</summary>
    public long AllBatches => (long)_settings.Epochs * BatchesPerEpoch;

    /// <summary>Number of batches learned.</summary>
    public long Batches { get; private set; }

    /// <summary>The present epoch, from 0.</summary>
    public int Epoch => (int)(Batches / BatchesPerEpoch);

    /// <summary>Errors in the training set in the present epoch, each batch judged before its own update.</summary>
    public Score TrainingScore => _training;

    /// <summary>Input of the last batch.</summary>
    internal Matrix<float> Input => _input;

    /// <summary>Targets of the last batch.</summary>
    internal Matrix<float> Targets => _targets;

    /// <summary>Learns a batch.</summary>
    /// <param name="beforeUpdate">Looks at the rule when it has taught and before weights change, given the number of examples.</param>
    /// <returns>Whether it was the last of its epoch.</returns>
    public bool Step(Action<int>? beforeUpdate = null)
    {
        int batch = (int)(Batches % BatchesPerEpoch);
        if (batch == 0)
        {
            _reader.Begin(Epoch);
            _training.Begin();
        }

        Read(batch);
        Rule.BatchNumber = (uint)Batches;
        if (_settings.ForwardNoise > 0) Network.ForwardWithNoise(_input, _settings.ForwardNoise, Seed, (uint)Batches);
        else Network.Forward(_input);
        _training.Add(Network.Output.RatesByExample, _labels.AsSpan(0, _input.Rows));
        Rule.Teach(_settings.Teacher ? _targets : null);
        beforeUpdate?.Invoke(_input.Rows);
        Rule.Update(_input.Rows);
        Batches++;
        return Batches % BatchesPerEpoch == 0;
    }

    /// <summary>Names of what is measured.</summary>
    public IReadOnlyList<string> MeasuredNames => _measurements.Names;

    /// <summary>Measures angles and apical potentials for the next batch, which is not learned by this.</summary>
    public double[] Measure()
    {
        int batch = (int)(Batches % BatchesPerEpoch);
        if (batch == 0) _reader.Begin(Epoch);
        Read(batch);
        Rule.BatchNumber = (uint)Batches;
        return _measurements.Measure(_input, _targets, _settings.Teacher);
    }

    /// <summary>Errors in the images for tests, by the plain forward pass.</summary>
    public Score Test() => (_test ??= new TestNetwork(_settings, _data.Test, _arithmetic, TestBatch)).Score(Network);

    /// <summary>Whether there are images for validation.</summary>
    public bool HasValidation => _data.Validation.Count > 0;

    /// <summary>Errors in the images for validation, by the plain forward pass; null: there are none.</summary>
    public Score? Validate() => HasValidation
        ? (_validation ??= new TestNetwork(_settings, _data.Validation, _arithmetic, TestBatch)).Score(Network)
        : null;

    /// <summary>All matrices that learning changes, and what they are called: what a snapshot must hold.</summary>
    public IEnumerable<(string Name, Matrix<float> Matrix)> State()
    {
        foreach (Learned<float> learned in Rule.Learned)
        {
            yield return (learned.Name, learned.Descent.Weights);
            if (learned.Descent.Momentum is { } momentum) yield return ($"the momentum of {learned.Name}", momentum);
        }
    }

    /// <summary>The first number that learning has made NaN or infinite, as a sentence; null: all are finite.</summary>
    /// <remarks>
    /// The activation function gives a rate for NaN, too, so that errors and losses look as if the network answered. The largest magnitude
    /// of a matrix is NaN if one number is, and infinite if one is.
    /// </remarks>
    public string? Fault()
    {
        foreach ((string name, Matrix<float> matrix) in State())
        {
            if (float.IsFinite(TensorPrimitives.MaxMagnitude<float>(matrix.Span))) continue;
            int at = 0;
            while (float.IsFinite(matrix.Span[at])) at++;
            return string.Create(CultureInfo.InvariantCulture,
                $"{name}[{at / matrix.Columns}, {at % matrix.Columns}] is {matrix.Span[at]} in epoch "
                + $"{Math.Max(0, Batches - 1) / BatchesPerEpoch + 1} of {_settings.Epochs}. "
                + $"A learning rate, a momentum or the initial weights are too large.");
        }

        return null;
    }

    /// <summary>Continues after a number of batches; the matrices of <see cref="State"/> have been restored.</summary>
    /// <param name="batches">Number of batches learned.</param>
    /// <param name="examples">Examples of the present epoch.</param>
    /// <param name="wrong">Wrong answers among them.</param>
    /// <param name="squaredError">Sum of their squared errors.</param>
    public void Continue(long batches, long examples, long wrong, double squaredError)
    {
        Batches = batches;
        Rule.Refresh();
        _reader.Begin(Epoch);
        _training.Begin(examples, wrong, squaredError);
    }

    /// <summary>FNV-1a over the bits of everything that learning changes.</summary>
    public ulong Hash()
    {
        ulong hash = Fnv1a.Empty;
        foreach ((_, Matrix<float> matrix) in State())
            foreach (float value in matrix.Span) hash = Fnv1a.Add(hash, BitConverter.SingleToUInt32Bits(value));
        return hash;
    }

    /// <summary>Dismisses the threads.</summary>
    public void Dispose() => _arithmetic.Dispose();

    /// <summary>Reads the images and targets of a batch of the present epoch.</summary>
    private void Read(int batch)
    {
        int rows = Math.Min(_settings.Batch, _data.Training.Count - batch * _settings.Batch);
        _input.Use(rows);
        _targets.Use(rows);
        Span<float> planes = _planes is null ? _input.Span : _planes.AsSpan(0, _input.Count);
        _reader.Read(batch * _settings.Batch, planes, _labels.AsSpan(0, rows));
        if (_planes is not null) Pixels.Interleave(planes, _data.Training.Shape, _input.Span);
        _targets.Span.Clear();
        for (int i = 0; i < rows; i++) _targets[i, _labels[i]] = 1;
    }
}
