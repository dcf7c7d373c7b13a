using System.Numerics;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;

namespace Spiking.RateModels.Training;

/// <summary>
/// Angles (degrees) between the gradient of a rule and reference gradients of the same batch and weights, computed in float64 whatever the
/// type of the gradients is: float32 in trainings.
/// </summary>
/// <param name="ToBackprop">To backprop, layer by layer from below.</param>
/// <param name="ToFeedbackAlignment">To feedback alignment with the rule's own Y; empty without Y.</param>
/// <param name="AlignmentToBackprop">Between the two references; empty without Y.</param>
/// <param name="WToY">Between the forward weights of the layer above and Y, for every hidden layer; empty without Y.</param>
/// <param name="QToY">Between Q and Y, for every hidden layer; empty without Q.</param>
/// <param name="GlobalToBackprop">
/// To backprop over all layers together. The output layer's angle is 0 by construction in most rules.
/// </param>
/// <param name="HiddenToBackprop">To backprop over the hidden layers together.</param>
/// <param name="GlobalToFeedbackAlignment">To feedback alignment over all layers together; NaN without Y.</param>
/// <param name="HiddenToFeedbackAlignment">To feedback alignment over the hidden layers together; NaN without Y.</param>
internal sealed record AlignmentAngles(
    IReadOnlyList<double> ToBackprop,
    IReadOnlyList<double> ToFeedbackAlignment,
    IReadOnlyList<double> AlignmentToBackprop,
    IReadOnlyList<double> WToY,
    IReadOnlyList<double> QToY,
    double GlobalToBackprop,
    double HiddenToBackprop,
    double GlobalToFeedbackAlignment,
    double HiddenToFeedbackAlignment);

/// <summary>
/// Measures how well a rule is aligned with backprop and with feedback alignment: gradients of the weights, mean over the batch, biases
/// left out. With the teacher, and without noise.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class Alignment<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LearningRule<T> _rule;
    private readonly GradientRule<T> _backprop;
    private readonly GradientRule<T>? _feedbackAlignment;
    private readonly Matrix<T>[][] _gradients;

    /// <summary>Prepares to measure.</summary>
    /// <param name="rule">The rule.</param>
    public Alignment(LearningRule<T> rule)
    {
        _rule = rule;
        LayeredNetwork<T> network = rule.Network;
        _backprop = new GradientRule<T>(network, new(), [.. network.Layers.Skip(1).Select(layer => layer.Weights)],
            hasOwnFeedback: false, () => { });
        if (rule.Feedback.Count > 0)
            _feedbackAlignment = new GradientRule<T>(network, new(), rule.Feedback, hasOwnFeedback: true, () => { });
        _gradients =
        [
            .. Enumerable.Range(0, 3).Select(_ =>
                network.Layers.Select(layer => new Matrix<T>(layer.Weights.Rows, layer.Weights.Columns)).ToArray()),
        ];
    }

    /// <summary>Measures the angles of a batch. The rates of the network and the deltas of the rule are then those of this batch.</summary>
    /// <param name="input">Input rates.</param>
    /// <param name="targets">What the output is to be.</param>
    public AlignmentAngles Measure(Matrix<T> input, Matrix<T> targets)
    {
        _rule.Network.Forward(input);
        Matrix<T>[] own = Gradients(_rule, targets, 0), backprop = Gradients(_backprop, targets, 1);
        Matrix<T>[]? alignment = _feedbackAlignment is null ? null : Gradients(_feedbackAlignment, targets, 2);
        BurstCcnRule<T>? burstCcn = _rule as BurstCcnRule<T>;
        return new AlignmentAngles(
            Angles.Each(own, backprop),
            alignment is null ? [] : Angles.Each(own, alignment),
            alignment is null ? [] : Angles.Each(alignment, backprop),
            [.. _rule.Feedback.Select((y, i) => Angles.Between([_rule.Network.Layers[i + 1].Weights], [y]))],
            burstCcn is null ? [] : [.. burstCcn.Pathways.Select(pathway => Angles.Between([pathway.Q], [pathway.Y]))],
            Angles.Between(own, backprop),
            Angles.Between(own.AsSpan(..^1), backprop.AsSpan(..^1)),
            alignment is null ? double.NaN : Angles.Between(own, alignment),
            alignment is null ? double.NaN : Angles.Between(own.AsSpan(..^1), alignment.AsSpan(..^1)));
    }

    private Matrix<T>[] Gradients(LearningRule<T> rule, Matrix<T> targets, int place)
    {
        rule.Teach(targets);
        Matrix<T>[] gradients = _gradients[place];
        for (int i = 0; i < gradients.Length; i++)
            rule.ForwardGradient(i).ComputeGradient(rule.Network.Arithmetic, targets.Rows, gradients[i]);
        return gradients;
    }
}
