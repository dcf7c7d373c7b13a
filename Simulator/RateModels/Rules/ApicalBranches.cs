using System.Numerics;
using Spiking.Files;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>
/// Silences apical potentials branch by branch by burst rates. The inputs of a dendrite are divided into branches, of which each sees its
/// own potential u = b Y - e Q; the gradient of its Y is √(n/n_branch) bᵀ u/k, where n and n_branch are the numbers of inputs of the
/// dendrite and of the branch, and k is feedbackScale. Source: journal version of Greedy et al. 2022.
/// </summary>
/// <remarks><code>
/// of every branch, with its rows of Y and Q and its columns of b_above and e_above:
/// u = b_above Y - e_above Q,  ∇Y = √(n/n_branch) b_aboveᵀ u/(k B)
/// </code></remarks>
/// <example><code>
/// { "type": "apical-branches" }
/// </code></example>
[VariantName("apical-branches")]
internal sealed record ApicalBranchLearningDescription : FeedbackLearningDescription
{
    /// <summary>Number of branches; with fewer inputs, as many as there are inputs.</summary>
    [Bounds(AtLeast = 1)]
    public int Branches { get; init; } = 1;

    /// <inheritdoc/>
    public override Learned<T> Learn<T>(string name, Matrix<T> weights, FeedbackSignals<T> signals, Func<int, double> scale)
    {
        (LayeredNetwork<T> network, Layer<T> above, BurstPathway<T> pathway) = (signals.Network, signals.Above, signals.Pathway);
        ApicalBranches<T> branches = new(weights.Rows, weights.Columns, network.Batch, Branches, network.Arithmetic);
        Matrix<T> bursts = signals.Bursts;
        return new OwnGradient<T>(
            name,
            new Descent<T>(weights, Learning.Weights),
            gradient => branches.ComputeGradient(bursts, above.Rates, pathway.Y, pathway.Q, gradient),
            examples => 1 / (signals.FeedbackScale * examples));
    }
}

/// <summary>The gradient of <see cref="ApicalBranchLearningDescription"/> for the weights Y of one hidden layer.</summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class ApicalBranches<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Arithmetic<T> _arithmetic;
    private readonly Branch[] _branches;

    public ApicalBranches(int inputs, int units, int batch, int branches, Arithmetic<T> arithmetic)
    {
        _arithmetic = arithmetic;
        int count = Math.Min(branches, inputs);
        _branches = new Branch[count];
        for (int i = 0, first = 0; i < count; i++)
        {
            // Sizes differ by one at most, larger branches first.
            int size = inputs / count + (i < inputs % count ? 1 : 0);
            _branches[i] = new Branch(first, size, units, batch);
            first += size;
        }
    }

    /// <summary>Number of inputs of every branch.</summary>
    public IEnumerable<int> Sizes => _branches.Select(branch => branch.Size);

    /// <summary>Computes the gradient, summed over the batch.</summary>
    public void ComputeGradient(Matrix<T> bursts, Matrix<T> rates, Matrix<T> y, Matrix<T> q, Matrix<T> gradient)
    {
        foreach (Branch branch in _branches)
        {
            branch.Take(bursts, rates, y, q);
            _arithmetic.Multiply(branch.Bursts, false, branch.Y, false, branch.Apical);
            _arithmetic.Multiply(branch.Rates, false, branch.Q, false, branch.Apical, ProductMode.Subtract);
            _arithmetic.Multiply(branch.Bursts, true, branch.Apical, false, branch.Gradient);
            _arithmetic.Apply(new Scaled(Math.Sqrt((double)y.Rows / branch.Size)), branch.Gradient, branch.Gradient);
            branch.Gradient.Span.CopyTo(gradient.Span.Slice(branch.First * y.Columns, branch.Gradient.Count));
        }
    }

    private sealed class Branch(int first, int size, int units, int batch)
    {
        public int First => first;

        public int Size => size;

        public Matrix<T> Bursts { get; } = new(batch, size);

        public Matrix<T> Rates { get; } = new(batch, size);

        public Matrix<T> Y { get; } = new(size, units);

        public Matrix<T> Q { get; } = new(size, units);

        public Matrix<T> Apical { get; } = new(batch, units);

        public Matrix<T> Gradient { get; } = new(size, units);

        public void Take(Matrix<T> bursts, Matrix<T> rates, Matrix<T> y, Matrix<T> q)
        {
            foreach (Matrix<T> matrix in (ReadOnlySpan<Matrix<T>>)[Bursts, Rates, Apical]) matrix.Use(bursts.Rows);
            for (int i = 0; i < bursts.Rows; i++)
            {
                bursts.Row(i).Slice(first, size).CopyTo(Bursts.Row(i));
                rates.Row(i).Slice(first, size).CopyTo(Rates.Row(i));
            }

            y.Span.Slice(first * units, Y.Count).CopyTo(Y.Span);
            q.Span.Slice(first * units, Q.Count).CopyTo(Q.Span);
        }
    }
}
