using System.Globalization;
using Spiking.Engine;
using Spiking.Quantities;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.Snapshots;

namespace Spiking.RateModels.Continuous;

/// <summary>Result of an epoch of the coarse-grained model.</summary>
/// <param name="Epoch">Number of epochs done.</param>
/// <param name="TestError">Share of wrong answers to the images for tests by a pass without delays (%).</param>
/// <param name="CrossEntropy">Mean of -log of the output of the right class after the teacher of each image; NaN before learning.</param>
/// <param name="ValidationError">As the test error, of the images for validation; NaN if there are none.</param>
internal sealed record CoarseGrainedEpoch(int Epoch, double TestError, double CrossEntropy, double ValidationError)
{
    /// <summary>Shows the values of an epoch, or creates it from those shown.</summary>
    public static CoarseGrainedEpoch Visit(StateVisitor visitor, CoarseGrainedEpoch? epoch)
    {
        (int number, double testError, double crossEntropy, double validationError) = epoch ?? new CoarseGrainedEpoch(0, 0, 0, 0);
        visitor.Value("epoch", ref number);
        visitor.Value("test error", ref testError);
        visitor.Value("cross entropy", ref crossEntropy);
        visitor.Value("validation error", ref validationError);
        return new CoarseGrainedEpoch(number, testError, crossEntropy, validationError);
    }
}

/// <summary>The traced units at the end of a step: event rates, burst probabilities and their averages, weights.</summary>
internal sealed record CoarseGrainedSample(
    double Time,
    bool IsTaught,
    double Target,
    double OutputRate,
    double HiddenRate,
    double InputRate,
    double OutputWeight,
    double HiddenWeight,
    double OutputProbability,
    double OutputAverage,
    double HiddenProbability,
    double HiddenAverage)
{
    /// <summary>Shows the values of a sample, or creates it from those shown.</summary>
    public static CoarseGrainedSample Visit(StateVisitor visitor, CoarseGrainedSample? sample)
    {
        bool isTaught = sample?.IsTaught ?? false;
        double[] values = sample is null
            ? new double[11]
            : [
                sample.Time, sample.Target, sample.OutputRate, sample.HiddenRate, sample.InputRate, sample.OutputWeight,
                sample.HiddenWeight, sample.OutputProbability, sample.OutputAverage, sample.HiddenProbability, sample.HiddenAverage,
            ];
        visitor.Value("taught", ref isTaught);
        visitor.Array("sample", values.AsSpan());
        return new CoarseGrainedSample(
            values[0], isTaught, values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[9],
            values[10]);
    }
}

/// <summary>One realization of an experiment with the coarse-grained model.</summary>
/// <param name="Seed">Seed of the weights.</param>
/// <param name="Epochs">Results by epoch, first that before learning.</param>
/// <param name="Samples">The traces.</param>
/// <param name="Hash">Fingerprint of the weights at the end.</param>
internal sealed record CoarseGrainedCourse(
    long Seed, IReadOnlyList<CoarseGrainedEpoch> Epochs, IReadOnlyList<CoarseGrainedSample> Samples, ulong Hash);

/// <summary>A case with its realizations.</summary>
internal sealed record CoarseGrainedCase(RunnableCase Case, IReadOnlyList<CoarseGrainedCourse> Courses)
{
    /// <summary>The file with the changes of the case.</summary>
    public CoarseGrainedDescription Description => (CoarseGrainedDescription)Case.Description;
}

/// <summary>Trains the coarse-grained model. It can stop after any image and go on later with the same bits.</summary>
internal sealed class CoarseGrainedRun : IHasState
{
    // Looks at the clock, and at who wants to stop, once in so many images.
    private const int ExamplesBetweenReports = 250;

    private readonly CoarseGrainedDescription _settings;
    private readonly DataSet _data;
    private readonly ExperimentContext _context;
    private readonly string _label;
    private readonly CoarseGrainedNetwork _network;
    private readonly double[] _image;
    private readonly List<CoarseGrainedEpoch> _epochs = [];
    private readonly List<CoarseGrainedSample> _samples = [];
    private readonly int _output, _hidden, _pixel;
    private int _example;
    private double _crossEntropy;

    private CoarseGrainedRun(CoarseGrainedDescription settings, DataSet data, long seed, ExperimentContext context, string label)
    {
        (_settings, _data, _context, _label) = (settings, data, context, label);
        _network = new CoarseGrainedNetwork(data.Training.Shape.Size, settings.Hidden, data.Training.Classes, settings.Constants);
        _network.Initialize(seed, settings.FeedbackScale);
        _image = new double[data.Training.Shape.Size];
        CoarseGrainedTraceDescription traced = settings.Traced;
        ImageShape shape = data.Training.Shape;
        (_output, _hidden, _pixel) = (traced.Output, traced.Hidden ?? settings.Hidden / 2,
            traced.Pixel ?? shape.Rows / 2 * shape.Columns + shape.Columns / 2);
    }

    /// <summary>Runs a realization, from the start or from where its state left off.</summary>
    /// <param name="settings">The experiment.</param>
    /// <param name="data">Its data set.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="context">Who listens, and who may stop the run.</param>
    /// <param name="label">How the run is called.</param>
    /// <param name="state">Keeps the state of an unfinished run; null: nothing does.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    /// <exception cref="SimulationException">A weight or a rate is no longer finite.</exception>
    public static CoarseGrainedCourse Run(
        CoarseGrainedDescription settings, DataSet data, long seed, ExperimentContext context, string label, StateFile? state = null)
    {
        CoarseGrainedRun run = new(settings, data, seed, context, label);
        state?.TryRestore(run);
        run.Finish(state);
        return new CoarseGrainedCourse(seed, run._epochs, run._samples, run._network.WeightsHash());
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("images of the epoch", ref _example);
        visitor.Value("cross entropy", ref _crossEntropy);
        visitor.Require(_example >= 0 && _example < _data.Training.Count,
            $"{_example} images of the epoch are learned, but between epochs there are 0, and an epoch has {_data.Training.Count}");
        visitor.Items("epochs", _epochs, CoarseGrainedEpoch.Visit);
        visitor.Require(_epochs.Count <= _settings.Epochs + 1, $"{_epochs.Count - 1} epochs are done of {_settings.Epochs}");
        visitor.Items("samples", _samples, CoarseGrainedSample.Visit);
        _network.VisitState(visitor);
    }

    private void Finish(StateFile? state)
    {
        StateKeeper keeper = new(state, _context.Cancellation);
        if (_epochs.Count == 0) AddEpoch(double.NaN);
        while (_epochs.Count <= _settings.Epochs)
        {
            int epoch = _epochs.Count;
            if (_example % ExamplesBetweenReports == 0)
            {
                Check(epoch);
                keeper.Look(this);
                double done = (epoch - 1 + _example / (double)_data.Training.Count) / _settings.Epochs;
                _context.Report(new ExperimentProgress(_label, done, $"epoch {epoch}"));
            }

            Learn(epoch);
            if (++_example < _data.Training.Count) continue;
            Check(epoch);
            AddEpoch(_crossEntropy / _data.Training.Count);
            (_example, _crossEntropy) = (0, 0);
        }

        state?.Keep(this);
    }

    private void Learn(int epoch)
    {
        Read(_data.Training, _example);
        _network.Show(_image);
        int label = _data.Training.Labels[_example];
        bool isTraced = epoch == 1 && _example - _settings.Traced.Example is 0 or 1;
        for (int step = 0; step < _settings.PredictionSteps + _settings.TeachingSteps; step++)
        {
            bool isTaught = step >= _settings.PredictionSteps;
            _network.Step(isTaught ? label : null);
            if (isTraced) Record(label, isTaught);
        }

        _crossEntropy += _network.CrossEntropy(label);
    }

    private void Check(int epoch)
    {
        if (_network.NotFinite() is string what) throw new SimulationException(string.Create(CultureInfo.InvariantCulture,
            $"{_label}: {what} is not finite in epoch {epoch} of {_settings.Epochs}. Weights or averages change too fast, or rates grow "
            + $"without bound: weightTime or averagingTime is too short, timeStep too long, or largestRate too large."));
    }

    private void AddEpoch(double crossEntropy) =>
        _epochs.Add(new CoarseGrainedEpoch(_epochs.Count, Error(_data.Test), crossEntropy, Error(_data.Validation)));

    // NaN if there are no images.
    private double Error(LabelledImages images)
    {
        Units hidden = new(_settings.Hidden), output = new(images.Classes);
        int wrong = 0;
        for (int example = 0; example < images.Count; example++)
        {
            Read(images, example);
            if (_network.Classify(_image, hidden, output) != images.Labels[example]) wrong++;
        }

        return 100.0 * wrong / images.Count;
    }

    private void Read(LabelledImages images, int example)
    {
        ReadOnlySpan<float> pixels = images[example];
        for (int i = 0; i < _image.Length; i++) _image[i] = pixels[i];
    }

    private void Record(int label, bool taught)
    {
        CoarseGrainedLayer hidden = _network.Hidden, output = _network.Output;
        _samples.Add(new CoarseGrainedSample(
            TimeGrid.Time(_samples.Count + 1, _settings.TimeStep),
            taught,
            label == _output ? 1 : 0,
            output.Rate[_output],
            hidden.Rate[_hidden],
            _image[_pixel],
            output.Weights[_output, _hidden],
            hidden.Weights[_hidden, _pixel],
            output.BurstProbability[_output],
            output.AverageProbability[_output],
            hidden.BurstProbability[_hidden],
            hidden.AverageProbability[_hidden]));
    }
}
