using System.Globalization;
using Spiking.Engine;
using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Continuous;

/// <summary>Runs one realization of a regression experiment, block by block.</summary>
internal sealed class RegressionRun
{
    private readonly RegressionDescription _experiment;
    private readonly RegressionTask _task;
    private readonly ContinuousNetwork _network;
    private readonly BackpropagationAngles _angles;
    private readonly ExperimentContext _context;
    private readonly string _label;
    private readonly List<RegressionBlock> _blocks = [];
    private long _step;

    private RegressionRun(RegressionDescription experiment, long seed, ExperimentContext context, string label)
    {
        (_experiment, _context, _label) = (experiment, context, label);
        _task = new RegressionTask(experiment.Task, experiment.Model);
        _network = experiment.Model.Create(experiment.Task.Inputs, 1);
        _network.Initialize(seed);
        _angles = new BackpropagationAngles(_network);
    }

    /// <summary>Runs a realization.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="seed">Seed of the student's weights.</param>
    /// <param name="context">Who listens, and who may stop the run.</param>
    /// <param name="label">How the run is called.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    /// <exception cref="SimulationException">A weight or a rate is no longer finite.</exception>
    public static RegressionCourse Run(RegressionDescription experiment, long seed, ExperimentContext context, string label)
    {
        RegressionRun run = new(experiment, seed, context, label);
        RegressionTrace before = run.RunStretch(experiment.StepsBefore, false, experiment.StepsBefore - experiment.TraceSteps);
        run.RunStretch(experiment.TeachingSteps, true, experiment.TeachingSteps);
        RegressionTrace after = run.RunStretch(experiment.StepsAfter, false, 0);
        return new RegressionCourse(seed, run._blocks, before, after, run._network.WeightsHash());
    }

    // Returns the trace of some steps from a step of the stretch on; it is empty where that step is the end.
    private RegressionTrace RunStretch(int steps, bool teaching, int traceFrom)
    {
        int traced = Math.Min(_experiment.TraceSteps, steps - traceFrom);
        double[] output = new double[traced], target = new double[traced];
        long first = _step + traceFrom;
        for (int block = 0; block < steps / _experiment.BlockSteps; block++)
        {
            _blocks.Add(RunBlock(teaching, output, target, first));
            if (_network.NotFinite() is string what) throw new SimulationException(string.Create(CultureInfo.InvariantCulture,
                $"{_label}: {what} is not finite after step {_step:N0}. The weights of the model change too fast or begin too large: its "
                + $"weightTime is too short, its timeStep too long, or its learning rate or weightScale too large."));
            _context.Cancellation.ThrowIfCancellationRequested();
            _context.Report(new ExperimentProgress(_label, _blocks.Count / (double)_experiment.Blocks, $"loss {_blocks[^1].Loss:G2}"));
        }

        return new RegressionTrace(first, output, target);
    }

    private RegressionBlock RunBlock(bool teaching, double[] output, double[] target, long traceFrom)
    {
        double loss = 0, sum = 0, squares = 0, origin = 0;
        _angles.Begin();
        for (int i = 0; i < _experiment.BlockSteps; i++, _step++)
        {
            _task.Advance(_step);
            bool measured = teaching && _step % _experiment.AngleInterval == 0;
            if (measured) _angles.Prepare();
            _network.Step(_task.Input, _task.Target, teaching);
            double wanted = _task.Target[0], error = _network.Output[0] - wanted;
            if (measured) _angles.Measure(_task.Input, wanted);

            // Sums of differences from the first value, so that little is lost where the variance is small.
            if (i == 0) origin = wanted;
            loss += error * error;
            sum += wanted - origin;
            squares += (wanted - origin) * (wanted - origin);
            if (_step - traceFrom is >= 0 and long place && place < output.Length) (output[place], target[place]) = (_network.Output[0],
                wanted);
        }

        double steps = _experiment.BlockSteps, mean = sum / steps;
        return new RegressionBlock(_step, teaching, loss / steps, squares / steps - mean * mean, _angles.End());
    }
}
