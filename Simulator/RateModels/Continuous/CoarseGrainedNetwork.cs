using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Spiking.Engine;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.RateModels.Continuous;

/// <summary>Constants of the coarse-grained model; the defaults are those of the published program.</summary>
internal sealed record CoarseGrainedConstants
{
    /// <summary>Change of a weight per step for factors of 1: time step over time constant of weights.</summary>
    public double LearningStep { get; init; } = 0.001;

    /// <summary>Share of the difference by which moving averages move per step: time step over their time constant.</summary>
    public double AveragingStep { get; init; } = 0.02;

    /// <summary>Gain beta of the apical potential.</summary>
    public double ApicalGain { get; init; } = 1;

    /// <summary>Heterosynaptic depression lambda of weights onto hidden units that are too active.</summary>
    public double HeterosynapticDepression { get; init; } = 0.05;

    /// <summary>Event rate e_max above which it acts.</summary>
    public double LargestRate { get; init; } = 5;
}

/// <summary>
/// The coarse-grained, time-dependent model of Burstprop: exponential hidden units, a softmax output, random fixed feedback, and moving
/// averages as baselines, learning one image after the other without any reset in between. Source: Payeur et al. 2021, Extended Data Fig.
/// 4, and its program.
/// </summary>
/// <remarks>
/// One step; ' is the value at the end of the step before:
/// 1. With teacher: p2 = 1/2 + 1/2 tanh((t - mean e2')/(mean e2' + 1e-8)), t = 1 for the class of the image and 0 otherwise.
/// 2. e1 = exp(W1 e0 + n1), e2 = softmax(W2 e1' + n2). Potentials have no memory, because the time step is as long as their time constants.
/// 3. Without teacher: p2 = 1/2. Then b2 = p2 e2.
/// 4. u = beta B b2', p1 = sigma(u) with u cut at 20, b1 = p1 e1.
/// 5. Averages of e' and b' of both layers move; mean p = mean b / mean e.
/// 6. With teacher: n += k (p' - mean p') e', W2 += k (p2' - mean p2') e2' e1', W1 += k ((p1' - mean p1') e1' - lambda h) e0, where
///    h = 1 - e_max/(e1 + 1e-8) for units above e_max and 0 for the others.
/// </remarks>
internal sealed class CoarseGrainedNetwork : IHasState
{
    private const double Small = 1e-8, LargestApical = 20;

    // Without teacher a new image changes the hidden rates in the first step, the output in the second and the hidden bursts in the third.
    // From then
    // on every step would compute the same rates again, bit for bit; only averages go on.
    private const int StepsToSettle = 3;

    private readonly CoarseGrainedConstants _constants;
    private readonly double[] _input;
    private readonly Units _drive;
    private readonly Units _room;
    private bool _driveIsOld = true;
    private int _quietSteps;

    /// <summary>Builds a network whose weights are 0.</summary>
    /// <param name="inputs">Number of pixels.</param>
    /// <param name="hidden">Number of hidden units.</param>
    /// <param name="outputs">Number of classes.</param>
    /// <param name="constants">Constants of the model.</param>
    public CoarseGrainedNetwork(int inputs, int hidden, int outputs, CoarseGrainedConstants constants)
    {
        _constants = constants;
        _input = new double[inputs];
        (_drive, _room) = (new Units(hidden), new Units(hidden));
        (Hidden, Output) = (new CoarseGrainedLayer(inputs, hidden), new CoarseGrainedLayer(hidden, outputs));
        Feedback = new Weights(outputs, hidden);
        Hidden.BurstProbability.Fill(0.5);
        Hidden.AverageProbability.Fill(0.5);
        Output.AverageProbability.Fill(0.5);
    }

    /// <summary>The hidden layer.</summary>
    public CoarseGrainedLayer Hidden { get; }

    /// <summary>The output layer.</summary>
    public CoarseGrainedLayer Output { get; }

    /// <summary>Feedback weights B of the output's bursts.</summary>
    public Weights Feedback { get; }

    /// <summary>Apical potentials of the hidden units.</summary>
    public Units Apical => _room;

    /// <summary>Shows what the steps of the next image depend on. It is visited between images.</summary>
    public void VisitState(StateVisitor visitor)
    {
        Hidden.VisitState(visitor, 1);
        Output.VisitState(visitor, 2);
        Feedback.VisitState(visitor, "B");
    }

    /// <summary>Draws the weights: W of Xavier's width, B a tenth of it; biases are 0.</summary>
    /// <param name="seed">Seed of the network.</param>
    /// <param name="feedbackScale">Factor of the width of B.</param>
    public void Initialize(long seed, double feedbackScale = 0.1)
    {
        RandomKey key = RandomKey.Of(seed, RandomPurpose.InitialWeights);
        Hidden.Weights.Draw(key.Derive("W").Derive(0), Deviation(Hidden.Weights));
        Output.Weights.Draw(key.Derive("W").Derive(1), Deviation(Output.Weights));
        Feedback.Draw(key.Derive("B"), feedbackScale * Deviation(Output.Weights));
        (_driveIsOld, _quietSteps) = (true, 0);

        static double Deviation(Weights weights) => Math.Sqrt(2.0 / (weights.Inputs + weights.UnitCount));
    }

    /// <summary>Names a quantity that is NaN or infinite, for messages; null if all are finite.</summary>
    public string? NotFinite() => !Hidden.Weights.AreFinite || !Hidden.Biases.AreFinite ? "a weight onto a hidden unit"
        : !Output.Weights.AreFinite || !Output.Biases.AreFinite ? "a weight onto an output unit"
        : !Hidden.Rate.AreFinite || !Output.Rate.AreFinite ? "an event rate"
        : null;

    /// <summary>Shows an image from now on.</summary>
    /// <param name="image">Its pixels.</param>
    public void Show(ReadOnlySpan<double> image)
    {
        image.CopyTo(_input);
        (_driveIsOld, _quietSteps) = (true, 0);
    }

    /// <summary>Does one time step.</summary>
    /// <param name="label">The class of the image, to which the teacher points; null without teacher and plasticity.</param>
    public void Step(int? label)
    {
        Hidden.Remember();
        Output.Remember();
        if (label is not null || _quietSteps < StepsToSettle)
        {
            if (label is { } taught) Teach(taught);
            UpdateRates();
            if (label is null) Output.BurstProbability.Fill(0.5);
            Multiply(Output.BurstProbability, Output.Rate, Output.BurstRate);
            UpdateApical();
        }

        _quietSteps = label is null ? _quietSteps + 1 : 0;
        Hidden.Average(_constants.AveragingStep);
        Output.Average(_constants.AveragingStep);
        if (label is not null) Learn();
    }

    /// <summary>Classifies an image by a pass without delays; the state stays as it is.</summary>
    /// <param name="image">Its pixels.</param>
    /// <param name="hidden">Room for the event rates of the hidden units.</param>
    /// <param name="output">Room for the potentials of the output units.</param>
    public int Classify(ReadOnlySpan<double> image, Units hidden, Units output)
    {
        hidden.CopyFrom(Hidden.Biases);
        Hidden.Weights.AddSum(image, hidden);
        Exponentiate(hidden, hidden);
        output.CopyFrom(Output.Biases);
        Output.Weights.AddSum(hidden.Values, output);
        return IndexOfLargest(output.Values);
    }

    /// <summary>
    /// -log of the output of a class. Outputs are cut to 1e-7 ... 1 - 1e-7 first and stay so, as in the published program.
    /// </summary>
    public double CrossEntropy(int label)
    {
        foreach (ref double rate in Output.Rate.Values) rate = Math.Clamp(rate, 1e-7, 1 - 1e-7);
        _quietSteps = 0;
        return -Math.Log(Output.Rate[label]);
    }

    /// <summary>A fingerprint of all forward weights and biases.</summary>
    public ulong WeightsHash()
    {
        Fingerprint hash = Fingerprint.Empty;
        foreach (CoarseGrainedLayer layer in new[] { Hidden, Output })
        {
            layer.Weights.AddTo(ref hash);
            foreach (double bias in layer.Biases.Values) hash.Add(BitConverter.DoubleToUInt64Bits(bias));
        }

        return hash.Value;
    }

    private static int IndexOfLargest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best]) best = i;
        }

        return best;
    }

    private void Teach(int label)
    {
        Vector256<double>[] p = Output.BurstProbability.Vectors, mean = Output.AverageRate.Vectors;
        for (int i = 0; i < p.Length; i++) p[i] = (Vector256<double>.Zero - mean[i]) / (mean[i] + Vector256.Create(Small));
        Output.BurstProbability[label] = (1 - Output.AverageRate[label]) / (Output.AverageRate[label] + Small);
        Vector256<double> half = Vector256.Create(0.5);
        for (int i = 0; i < p.Length; i++) p[i] = half + half * DoubleMath.Tanh(p[i]);
    }

    private void UpdateRates()
    {
        if (_driveIsOld)
        {
            _drive.CopyFrom(Hidden.Biases);
            Hidden.Weights.AddSum(_input, _drive);
            _driveIsOld = false;
        }

        Hidden.Soma.CopyFrom(_drive);
        Exponentiate(Hidden.Soma, Hidden.Rate);
        Output.Soma.CopyFrom(Output.Biases);
        Output.Weights.AddSum(Hidden.PastRate.Values, Output.Soma);
        Softmax(Output.Soma, Output.Rate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateApical()
    {
        _room.Fill(0);
        Feedback.AddSum(Output.PastBurstRate.Values, _room);
        Vector256<double>[] u = _room.Vectors, p = Hidden.BurstProbability.Vectors, e = Hidden.Rate.Vectors, b = Hidden.BurstRate.Vectors;
        Vector256<double> gain = Vector256.Create(_constants.ApicalGain), largest = Vector256.Create(LargestApical);
        for (int i = 0; i < u.Length; i++)
        {
            u[i] *= gain;
            p[i] = DoubleMath.Logistic(Vector256.Min(Vector256.Max(u[i], -largest), largest));
            b[i] = p[i] * e[i];
        }
    }

    private void Learn()
    {
        Output.SetSurplus();
        Output.AddToBiases(_constants.LearningStep);
        Output.Weights.AddProduct(_constants.LearningStep, Output.Postsynaptic, Hidden.PastRate.Values);
        Hidden.SetSurplus();
        Hidden.AddToBiases(_constants.LearningStep);
        for (int i = 0; i < Hidden.Rate.Count; i++)
        {
            double e = Hidden.Rate[i];
            if (e <= _constants.LargestRate) continue;
            Hidden.Postsynaptic[i] -= _constants.HeterosynapticDepression * (1 - _constants.LargestRate / (e + Small));
        }

        Hidden.Weights.AddProduct(_constants.LearningStep, Hidden.Postsynaptic, _input);
        _driveIsOld = true;
    }

    private static void Exponentiate(Units from, Units to)
    {
        for (int i = 0; i < to.Vectors.Length; i++) to.Vectors[i] = DoubleMath.Exp(from.Vectors[i]);
    }

    private static void Multiply(Units left, Units right, Units to)
    {
        for (int i = 0; i < to.Vectors.Length; i++) to.Vectors[i] = left.Vectors[i] * right.Vectors[i];
    }

    // The largest potential is subtracted first, which changes no quotient and keeps exponentials finite.
    private static void Softmax(Units potentials, Units to)
    {
        double largest = potentials[IndexOfLargest(potentials.Values)], sum = 0;
        for (int i = 0; i < to.Vectors.Length; i++) to.Vectors[i] = DoubleMath.Exp(potentials.Vectors[i] - Vector256.Create(largest));
        foreach (double value in to.Values) sum += value;
        for (int i = 0; i < to.Vectors.Length; i++) to.Vectors[i] /= Vector256.Create(sum);
    }
}
