using System.Globalization;
using Spiking.Engine;
using Spiking.RateModels.Experiments;
using Spiking.Snapshots;

namespace Spiking.RateModels.Continuous;

/// <summary>Runs one realization of a regression experiment. It can stop after any step and go on later with the same bits.</summary>
internal sealed class RegressionRun : IHasState
{
    // Looks at the clock, and at who wants to stop, once in so many steps.
    private const int StepsBetweenLooks = 1000;

    private readonly RegressionDescription _experiment;
    private readonly RegressionTask _task;
    private readonly ContinuousNetwork _network;
    private readonly BackpropagationAngles _angles;
    private readonly ExperimentContext _context;
    private readonly string _label;
    private readonly List<RegressionBlock> _blocks = [];
    private readonly Trace _before, _after;
    private readonly long _steps;

    // Sums over the present block: squared error, and differences of the target from its first value, so that little is lost where the
    // variance is small.
    private double _loss, _sum, _squares, _origin;
    private long _step;

    private RegressionRun(RegressionDescription experiment, long seed, ExperimentContext context, string label)
    {
        (_experiment, _context, _label) = (experiment, context, label);
        _task = new RegressionTask(experiment.Task, experiment.Model);
        _network = experiment.Model.Create(experiment.Task.Inputs, 1);
        _network.Initialize(seed);
        _angles = new BackpropagationAngles(_network);
        long end = (long)experiment.StepsBefore + experiment.TeachingSteps;
        _before = new Trace(experiment.StepsBefore - experiment.TraceSteps, experiment.TraceSteps);
        _after = new Trace(end, experiment.TraceSteps);
        _steps = end + experiment.StepsAfter;
    }

    /// <summary>Runs a realization, from the start or from where its state left off.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="seed">Seed of the student's weights.</param>
    /// <param name="context">Who listens, and who may stop the run.</param>
    /// <param name="label">How the run is called.</param>
    /// <param name="state">Keeps the state of an unfinished run; null: nothing does.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    /// <exception cref="SimulationException">A weight or a rate is no longer finite.</exception>
    public static RegressionCourse Run(
        RegressionDescription experiment, long seed, ExperimentContext context, string label, StateFile? state = null)
    {
        RegressionRun run = new(experiment, seed, context, label);
        state?.TryRestore(run);
        run.Finish(state);
        return new RegressionCourse(seed, run._blocks, run._before.Result, run._after.Result, run._network.WeightsHash());
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("step", ref _step);
        visitor.Require(_step >= 0 && _step <= _steps, $"{_step} steps are done, but the run has 0 to {_steps}");
        visitor.Value("squared error", ref _loss);
        visitor.Value("sum of the target", ref _sum);
        visitor.Value("squares of the target", ref _squares);
        visitor.Value("first target", ref _origin);
        VisitBlocks(visitor);
        _before.VisitState(visitor, "before");
        _after.VisitState(visitor, "after");
        _angles.VisitState(visitor);
        _network.VisitState(visitor);
        _task.VisitState(visitor);
    }

    private void VisitBlocks(StateVisitor visitor)
    {
        int numbers = 2 + _network.Layers.Count;
        double[] values = [.. _blocks.SelectMany(block => (double[])[block.Loss, block.TargetVariance, .. block.Angles])];
        visitor.Variable("blocks", ref values);
        visitor.Require(values.Length == _step / _experiment.BlockSteps * numbers,
            $"there are {values.Length} numbers of blocks after {_step} steps, but {_step / _experiment.BlockSteps * numbers} are needed");
        if (!visitor.IsRestoring) return;
        _blocks.Clear();
        foreach (double[] block in values.Chunk(numbers)) AddBlock(block[0], block[1], block[2..]);
    }

    private void Finish(StateFile? state)
    {
        StateKeeper keeper = new(state, _context.Cancellation);
        while (_step < _steps)
        {
            Advance((int)Math.Min(StepsBetweenLooks, _experiment.BlockSteps - _step % _experiment.BlockSteps));
            bool isBlock = _step % _experiment.BlockSteps == 0;
            if (isBlock) EndBlock();
            if (!isBlock && !keeper.IsDue) continue;
            if (_network.NotFinite() is string what) throw new SimulationException(string.Create(CultureInfo.InvariantCulture,
                $"{_label}: {what} is not finite after step {_step:N0}. The weights of the model change too fast or begin too large: its "
                + $"weightTime is too short, its timeStep too long, or its learning rate or weightScale too large."));
            keeper.Look(this);
            string detail = _blocks.Count > 0 ? $"loss {_blocks[^1].Loss:G2}" : "";
            _context.Report(new ExperimentProgress(_label, _step / (double)_steps, detail));
        }

        state?.Keep(this);
    }

    private bool IsTaught(long step) => step >= _experiment.StepsBefore && step < _after.First;

    private void Advance(int steps)
    {
        bool begins = _step % _experiment.BlockSteps == 0;
        if (begins)
        {
            (_loss, _sum, _squares) = (0, 0, 0);
            _angles.Begin();
        }

        for (int i = 0; i < steps; i++, _step++)
        {
            _task.Advance(_step);
            bool isTaught = IsTaught(_step), isMeasured = isTaught && _step % _experiment.AngleInterval == 0;
            if (isMeasured) _angles.Prepare();
            _network.Step(_task.Input, _task.Target, isTaught);
            double output = _network.Output[0], wanted = _task.Target[0], error = output - wanted;
            if (isMeasured) _angles.Measure(_task.Input, wanted);
            if (begins && i == 0) _origin = wanted;
            _loss += error * error;
            _sum += wanted - _origin;
            _squares += (wanted - _origin) * (wanted - _origin);
            _before.Record(_step, output, wanted);
            _after.Record(_step, output, wanted);
        }
    }

    private void EndBlock()
    {
        double steps = _experiment.BlockSteps, mean = _sum / steps;
        AddBlock(_loss / steps, _squares / steps - mean * mean, _angles.End());
    }

    private void AddBlock(double loss, double variance, double[] angles)
    {
        long end = (_blocks.Count + 1L) * _experiment.BlockSteps;
        _blocks.Add(new RegressionBlock(end, IsTaught(end - 1), loss, variance, angles));
    }

    /// <summary>Output and target of some consecutive steps.</summary>
    private sealed class Trace(long first, int steps)
    {
        private readonly double[] _output = new double[steps], _target = new double[steps];

        public long First => first;

        public RegressionTrace Result => new(first, _output, _target);

        public void Record(long step, double output, double target)
        {
            long place = step - first;
            if (place >= 0 && place < steps) (_output[place], _target[place]) = (output, target);
        }

        public void VisitState(StateVisitor visitor, string name)
        {
            visitor.Array($"output {name}", _output);
            visitor.Array($"target {name}", _target);
        }
    }
}
