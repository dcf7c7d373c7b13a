using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// The regression task: inputs cos(f n + phi) with random frequencies and phases, n the number of the step, and as target what a random
/// network with one hidden layer of logistic units makes of the same inputs. Source: Greedy et al. 2022, Fig. 3A.
/// </summary>
/// <remarks>
/// The teacher of the NeurIPS program is a function of the present input: weights uniform in +-scale/sqrt(inputs of the unit), which for 3
/// inputs, 25 hidden units and scale 3 is the paper's +-sqrt(3) and +-0.6, and biases uniform in +-1/sqrt(inputs), which the paper does not
/// mention. The teacher of the journal program has the dynamics of the student, normal weights of scale times Xavier's width, and no
/// biases.
/// </remarks>
internal sealed class RegressionTask : IHasState
{
    private readonly double[] _frequencies, _phases, _input;
    private readonly ContinuousLayer[]? _function;
    private readonly Units[]? _sums;
    private readonly JournalBurstCcn? _dynamics;
    private readonly Units _target = new(1);

    /// <summary>Draws a task.</summary>
    /// <param name="description">Its sizes and its seed.</param>
    /// <param name="model">The model that will learn it.</param>
    public RegressionTask(RegressionTaskDescription description, ContinuousModelDescription model)
    {
        RandomKey key = RandomKey.Of(description.Seed, RandomPurpose.TaskParameters);
        RandomStream inputs = new(key.Derive("inputs"));
        _input = new double[description.Inputs];
        (_frequencies, _phases) = (new double[_input.Length], new double[_input.Length]);
        for (int i = 0; i < _input.Length; i++)
        {
            (double frequency, double phase) = inputs.NextUniformPair();
            (_frequencies[i], _phases[i]) = (frequency * 2 * Math.PI / description.ShortestPeriod, phase * 2 * Math.PI);
        }

        int[] sizes = [description.Inputs, description.TeacherHidden, 1];
        if (model.HasDynamicTeacher)
        {
            _dynamics = new JournalBurstCcn(sizes, model.Constants with { WeightScale = description.TeacherScale });
            _dynamics.Initialize(description.Seed);
            return;
        }

        _function = [new ContinuousLayer(sizes[0], sizes[1], 0), new ContinuousLayer(sizes[1], 1, 0)];
        _sums = [new Units(sizes[1]), new Units(1)];
        for (int l = 0; l < 2; l++) DrawUniform(_function[l], key.Derive("teacher").Derive((uint)l), description.TeacherScale);
    }

    /// <summary>The inputs of the present step.</summary>
    public ReadOnlySpan<double> Input => _input;

    /// <summary>The target of the present step.</summary>
    public ReadOnlySpan<double> Target => _target.Values;

    /// <summary>
    /// Shows the state of the teacher. One that is a function of the present input has some too: its potentials move to their new values by
    /// a difference, which rounds.
    /// </summary>
    public void VisitState(StateVisitor visitor)
    {
        _dynamics?.VisitState(visitor);
        for (int l = 0; l < _function?.Length; l++) _function[l].VisitState(visitor, l + 1);
    }

    /// <summary>Goes to a step; steps are visited in order.</summary>
    /// <param name="step">Number of the step.</param>
    public void Advance(long step)
    {
        for (int i = 0; i < _input.Length; i++) _input[i] = Math.Cos(_frequencies[i] * step + _phases[i]);
        if (_dynamics is not null)
        {
            _dynamics.Step(_input, [], false);
            _target[0] = _dynamics.Output[0];
            return;
        }

        _function![0].Integrate(_input, 1, _sums![0]);
        _function[1].Integrate(_function[0].Rate.Values, 1, _sums[1]);
        _target[0] = _function[1].Rate[0];
    }

    private static void DrawUniform(ContinuousLayer layer, RandomKey key, double scale)
    {
        RandomStream stream = new(key);
        double bound = 1 / Math.Sqrt(layer.Weights.Inputs);
        for (int unit = 0; unit < layer.Weights.UnitCount; unit++)
        {
            for (int input = 0; input < layer.Weights.Inputs; input++) layer.Weights[unit,
                input] = scale * bound * (2 * stream.NextUniform() - 1);
            layer.Biases[unit] = bound * (2 * stream.NextUniform() - 1);
        }
    }
}
