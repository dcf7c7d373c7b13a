using System.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Training;

/// <summary>How well a network answers: sums over the examples seen so far.</summary>
internal sealed class Score
{
    /// <summary>Number of examples.</summary>
    public long Examples { get; private set; }

    /// <summary>Number of examples whose largest output is not that of their class.</summary>
    public long Wrong { get; private set; }

    /// <summary>Sum over the examples of the mean squared error over the output units.</summary>
    public double SquaredError { get; private set; }

    /// <summary>Share of wrong answers (percent).</summary>
    public double Error => 100.0 * Wrong / Examples;

    /// <summary>Mean over examples and output units of the squared error.</summary>
    public double Loss => SquaredError / Examples;

    /// <summary>Begins anew, or continues with sums from before.</summary>
    public void Begin(long examples = 0, long wrong = 0, double squaredError = 0) =>
        (Examples, Wrong, SquaredError) = (examples, wrong, squaredError);

    /// <summary>Counts the answers of a batch; of equal outputs the first counts.</summary>
    /// <param name="outputs">Output rates, a row for every example.</param>
    /// <param name="labels">The class of every example.</param>
    public void Add<T>(Matrix<T> outputs, ReadOnlySpan<byte> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < outputs.Rows; i++)
        {
            ReadOnlySpan<T> row = outputs.Row(i);
            int largest = 0;
            double sum = 0;
            for (int j = 0; j < row.Length; j++)
            {
                if (row[j] > row[largest]) largest = j;
                double error = (j == labels[i] ? 1 : 0) - double.CreateChecked(row[j]);
                sum += error * error;
            }

            SquaredError += sum / row.Length;
            if (largest != labels[i]) Wrong++;
        }

        Examples += outputs.Rows;
    }
}
