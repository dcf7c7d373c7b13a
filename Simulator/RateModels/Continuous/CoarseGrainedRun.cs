using System.Globalization;
using Spiking.Engine;
using Spiking.Quantities;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Continuous;

/// <summary>Result of an epoch of the coarse-grained model.</summary>
/// <param name="Epoch">Number of epochs done.</param>
/// <param name="TestError">Share of wrong answers to the images for tests by a pass without delays (%).</param>
/// <param name="CrossEntropy">Mean of -log of the output of the right class after the teacher of each image; NaN before learning.</param>
internal sealed record CoarseGrainedEpoch(int Epoch, double TestError, double CrossEntropy);

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
    double HiddenAverage);

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

/// <summary>Trains the coarse-grained model.</summary>
internal sealed class CoarseGrainedRun
{
    // Looks at the clock, and at who wants to stop, once in so many images.
    private const int ExamplesBetweenReports = 250;

    private readonly CoarseGrainedDescription _settings;
    private readonly DataSet _data;
    private readonly ExperimentContext _context;
    private readonly string _label;
    private readonly CoarseGrainedNetwork _network;
    private readonly double[] _image;
    private readonly List<CoarseGrainedSample> _samples = [];
    private readonly int _output, _hidden, _pixel;

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

    /// <summary>Runs a realization.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    /// <exception cref="SimulationException">A weight or a rate is no longer finite.</exception>
    public static CoarseGrainedCourse Run(CoarseGrainedDescription settings, DataSet data, long seed, ExperimentContext context,
        string label)
    {
        CoarseGrainedRun run = new(settings, data, seed, context, label);
        List<CoarseGrainedEpoch> epochs = [new(0, run.TestError(), double.NaN)];
        for (int epoch = 1; epoch <= settings.Epochs; epoch++)
        {
            double crossEntropy = run.Train(epoch);
            epochs.Add(new CoarseGrainedEpoch(epoch, run.TestError(), crossEntropy));
        }

        return new CoarseGrainedCourse(seed, epochs, run._samples, run._network.WeightsHash());
    }

    private double Train(int epoch)
    {
        LabelledImages images = _data.Training;
        double sum = 0;
        for (int example = 0; example < images.Count; example++)
        {
            if (example % ExamplesBetweenReports == 0) Report(epoch, example);
            Read(images, example);
            _network.Show(_image);
            int label = images.Labels[example];
            bool traced = epoch == 1 && example - _settings.Traced.Example is 0 or 1;
            for (int step = 0; step < _settings.PredictionSteps + _settings.TeachingSteps; step++)
            {
                bool taught = step >= _settings.PredictionSteps;
                _network.Step(taught ? label : null);
                if (traced) Record(label, taught);
            }

            sum += _network.CrossEntropy(label);
        }

        Check(epoch);
        return sum / images.Count;
    }

    private void Report(int epoch, int example)
    {
        Check(epoch);
        _context.Cancellation.ThrowIfCancellationRequested();
        double done = (epoch - 1 + example / (double)_data.Training.Count) / _settings.Epochs;
        _context.Report(new ExperimentProgress(_label, done, $"epoch {epoch}"));
    }

    private void Check(int epoch)
    {
        if (_network.NotFinite() is string what) throw new SimulationException(string.Create(CultureInfo.InvariantCulture,
            $"{_label}: {what} is not finite in epoch {epoch} of {_settings.Epochs}. Weights or averages change too fast, or rates grow "
            + $"without bound: weightTime or averagingTime is too short, timeStep too long, or largestRate too large."));
    }

    private double TestError()
    {
        Units hidden = new(_settings.Hidden), output = new(_data.Test.Classes);
        int wrong = 0;
        for (int example = 0; example < _data.Test.Count; example++)
        {
            Read(_data.Test, example);
            if (_network.Classify(_image, hidden, output) != _data.Test.Labels[example]) wrong++;
        }

        return 100.0 * wrong / _data.Test.Count;
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
