using Spiking.RateModels.Algebra;
using Spiking.RateModels.Rules;

namespace Spiking.RateModels.Training;

/// <summary>
/// Measurements between batches, a list of numbers with names: angles of the gradients (with teacher, without noise), and moments of apical
/// potentials and burst probabilities as they are learned (with teacher only if there is one). NaN: the rule has no such thing.
/// </summary>
internal sealed class Measurements
{
    private readonly Alignment<float> _alignment;
    private readonly LearningRule<float> _rule;

    /// <summary>Prepares to measure a rule.</summary>
    public Measurements(LearningRule<float> rule)
    {
        (_rule, _alignment) = (rule, new Alignment<float>(rule));
        int layers = rule.Network.Layers.Count, feedback = rule.Feedback.Count, cancelled = rule is BurstCcnRule<float> ? layers - 1 : 0;
        Names =
        [
            "to_backprop_global", "to_backprop_hidden", "to_feedback_alignment_global", "to_feedback_alignment_hidden",
            .. Numbered("to_backprop", layers),
            .. Numbered("to_feedback_alignment", feedback > 0 ? layers : 0),
            .. Numbered("feedback_alignment_to_backprop", feedback > 0 ? layers : 0),
            .. Numbered("W_to_Y", feedback),
            .. Numbered("Q_to_Y", cancelled),
            .. Numbered("apical_mean_size", rule.ApicalPotentials.Count),
            .. Numbered("apical_variance", rule.ApicalPotentials.Count),
            .. Numbered("burst_probability_mean", rule.BurstProbabilities.Count),
            .. Numbered("burst_probability_variance", rule.BurstProbabilities.Count),
        ];
    }

    /// <summary>Names of the numbers; layers are counted from 1, the one above the input.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether a number is an angle (degrees).</summary>
    /// <param name="name">Its name.</param>
    public static bool IsAngle(string name) => $"_{name}".Contains("_to_", StringComparison.Ordinal);

    /// <summary>Measures a batch, which is not learned by this.</summary>
    /// <param name="input">Input rates.</param>
    /// <param name="targets">What the output is to be.</param>
    /// <param name="teacher">Whether the rule learns with teacher.</param>
    public double[] Measure(Matrix<float> input, Matrix<float> targets, bool teacher)
    {
        AlignmentAngles angles = _alignment.Measure(input, targets);
        _rule.Teach(teacher ? targets : null);
        Moments[] apical = [.. _rule.ApicalPotentials.Select(u => Moments.Of(u))],
            bursts = [.. _rule.BurstProbabilities.Select(p => Moments.Of(p))];
        return
        [
            angles.GlobalToBackprop, angles.HiddenToBackprop, angles.GlobalToFeedbackAlignment, angles.HiddenToFeedbackAlignment,
            .. angles.ToBackprop,
            .. angles.ToFeedbackAlignment,
            .. angles.AlignmentToBackprop,
            .. angles.WToY,
            .. angles.QToY,
            .. apical.Select(u => u.MeanSize),
            .. apical.Select(u => u.Variance),
            .. bursts.Select(p => p.Mean),
            .. bursts.Select(p => p.Variance),
        ];
    }

    private static IEnumerable<string> Numbered(string name, int count) => Enumerable.Range(1, count).Select(i => $"{name}_{i}");
}
