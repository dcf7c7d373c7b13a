using System.Numerics;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels;

/// <summary>
/// Random numbers of rate models. A number is a function of a key (what is drawn, under which seed) and of its index, so that it does not
/// depend on what was drawn before; float32 and float64 get the same numbers up to rounding.
/// </summary>
internal static class Draws
{
    /// <summary>Fills a matrix with independent normal numbers of mean 0.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="key">Key of the numbers.</param>
    /// <param name="deviation">Their standard deviation.</param>
    /// <param name="number">Which of many draws under the key: of noise, the number of the batch.</param>
    public static void Normal<T>(Matrix<T> matrix, RandomKey key, double deviation, uint number = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> values = matrix.Span;
        for (int i = 0; i < values.Length; i += 2)
        {
            // Box and Muller 1958: one block gives two numbers.
            (uint a, uint b) = Threefry.Block(key, (uint)(i / 2), number);
            double radius = deviation * Math.Sqrt(-2 * Math.Log(RandomStream.Uniform(a)));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * RandomStream.Uniform(b));
            values[i] = T.CreateChecked(radius * cosine);
            if (i + 1 < values.Length) values[i + 1] = T.CreateChecked(radius * sine);
        }
    }

    /// <summary>Fills a matrix with independent numbers that are uniform between -width and width.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="key">Key of the numbers.</param>
    /// <param name="width">Half the width of the interval.</param>
    /// <param name="number">Which of many draws under the key.</param>
    public static void Uniform<T>(Matrix<T> matrix, RandomKey key, double width, uint number = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> values = matrix.Span;
        for (int i = 0; i < values.Length; i += 2)
        {
            (uint a, uint b) = Threefry.Block(key, (uint)(i / 2), number);
            values[i] = T.CreateChecked(width * (2 * RandomStream.Uniform(a) - 1));
            if (i + 1 < values.Length) values[i + 1] = T.CreateChecked(width * (2 * RandomStream.Uniform(b) - 1));
        }
    }

    /// <summary>
    /// Standard deviation of Xavier's initialization for weights of a gain: gain times the square root of 2 / (inputs + outputs).
    /// </summary>
    /// <param name="inputs">Number of inputs of a unit.</param>
    /// <param name="outputs">Number of units that an input reaches.</param>
    /// <param name="gain">The gain.</param>
    public static double Xavier(int inputs, int outputs, double gain) => gain * Math.Sqrt(2.0 / (inputs + outputs));
}
