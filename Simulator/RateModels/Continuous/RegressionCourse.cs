using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Continuous;

/// <summary>Result of a block of steps of a regression experiment.</summary>
/// <param name="EndStep">Number of steps from the start to its end.</param>
/// <param name="IsTaught">Whether teacher and plasticity were on.</param>
/// <param name="Loss">Mean of the squared difference of output and target.</param>
/// <param name="TargetVariance">Variance of the target in the block: the loss of the best constant output.</param>
/// <param name="Angles">
/// For each layer the mean angle (degrees) between the change of its weights and the descent of the squared error in an ordinary network of
/// the same weights and input; NaN without learning.
/// </param>
internal sealed record RegressionBlock(long EndStep, bool IsTaught, double Loss, double TargetVariance, IReadOnlyList<double> Angles);

/// <summary>Output and target of consecutive steps.</summary>
/// <param name="FirstStep">Number of the first of them.</param>
/// <param name="Output">Output of the network.</param>
/// <param name="Target">What it should be.</param>
internal sealed record RegressionTrace(long FirstStep, IReadOnlyList<double> Output, IReadOnlyList<double> Target);

/// <summary>One realization of a regression experiment.</summary>
/// <param name="Seed">Seed of the student's weights.</param>
/// <param name="Blocks">The blocks in order of time.</param>
/// <param name="Before">The end of the stretch before learning.</param>
/// <param name="After">The beginning of the stretch after learning.</param>
/// <param name="Hash">Fingerprint of the weights at the end.</param>
internal sealed record RegressionCourse(
    long Seed, IReadOnlyList<RegressionBlock> Blocks, RegressionTrace Before, RegressionTrace After, ulong Hash)
{
    /// <summary>The last block with teacher.</summary>
    public RegressionBlock LastTaught => Blocks.Last(block => block.IsTaught);

    /// <summary>The first block after learning.</summary>
    public RegressionBlock FirstAfter => Blocks.SkipWhile(block => !block.IsTaught).First(block => !block.IsTaught);
}

/// <summary>A case of a regression experiment with its realizations.</summary>
/// <param name="Case">The case.</param>
/// <param name="Courses">The realizations in the order of their seeds.</param>
internal sealed record RegressionCase(RunnableCase Case, IReadOnlyList<RegressionCourse> Courses)
{
    /// <summary>The file with the changes of the case.</summary>
    public RegressionDescription Description => (RegressionDescription)Case.Description;
}
