using System.Globalization;
using System.Runtime.CompilerServices;

namespace Spiking.Quantities;

/// <summary>Times counted in time steps.</summary>
internal static class TimeGrid
{
    // A quotient of two decimal numbers held as doubles misses a whole number by rounding only: 16070 s / 0.1 ms by some 1e-8.
    private const double Tolerance = 1e-6;

    // Powers of ten that are doubles.
    private static readonly double[] s_powers =
        [.. Enumerable.Range(0, 23).Select(k => double.Parse($"1e{k}", CultureInfo.InvariantCulture))];

    /// <summary>The longest run in steps: sums of two numbers of steps do not overflow an integer.</summary>
    public const int MostSteps = 1 << 30;

    /// <summary>
    /// The time of a number of steps, rounded once: 3 steps of 0.1 ms are 0.3 ms, 0.0003 s, where the product of the doubles is
    /// 0.00030000000000000003. Tables and figures have these times. Whatever acts on a network compares products
    /// (<see cref="HasCome"/>).
    /// </summary>
    /// <param name="steps">A whole number of steps, or of half steps: the middle of a bin.</param>
    /// <param name="timeStep">The time step, in any unit; above 0.</param>
    /// <returns>The time in the unit of the time step.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Time(double steps, double timeStep)
    {
        // The double nearest to a decimal number m / 10^e is the quotient of the two, which are doubles themselves; so is the product of m
        // and the steps as long as it is below 2^53, for example of six digits and 10^9 steps.
        foreach (double power in s_powers)
        {
            double digits = Math.Round(timeStep * power);
            if (digits / power == timeStep) return steps * digits / power;
        }

        return steps * timeStep;
    }

    /// <summary>The number of steps that is nearest to a time.</summary>
    /// <param name="time">The time in seconds.</param>
    /// <param name="timeStep">The time step in seconds.</param>
    public static long Steps(double time, double timeStep) => (long)Math.Round(time / timeStep);

    /// <summary>
    /// The number of steps that is nearest to a time, as an integer; <see cref="MostSteps"/> for a later time, which no run reaches.
    /// </summary>
    /// <param name="time">The time in seconds.</param>
    /// <param name="timeStep">The time step in seconds.</param>
    public static int StepsOfRun(double time, double timeStep) => (int)Math.Min(Steps(time, timeStep), MostSteps);

    /// <summary>
    /// Whether the time of a step has come to a given time: k dt, computed in floating point, can miss the decimal number that it is by
    /// a few units in the last place (10 x 0.3 ms is less than 3 ms then).
    /// </summary>
    /// <param name="time">A number of steps times the time step (s).</param>
    /// <param name="given">The time (s), from 0.</param>
    public static bool HasCome(double time, double given) => time >= given * (1 - 1e-14);

    /// <summary>Whether the time of a step lies in a stretch: at or after its beginning, and before its end if it has one.</summary>
    /// <param name="time">A number of steps times the time step (s).</param>
    /// <param name="from">Where the stretch begins (s).</param>
    /// <param name="until">Where it ends (s); null: it does not.</param>
    public static bool IsWithin(double time, double from, double? until) =>
        HasCome(time, from) && !(until is double end && HasCome(time, end));

    /// <summary>Whether a time is a whole number of steps, except for rounding.</summary>
    /// <param name="time">The time in seconds.</param>
    /// <param name="timeStep">The time step in seconds.</param>
    public static bool IsMultiple(double time, double timeStep)
    {
        double steps = time / timeStep;
        return Math.Abs(steps - Math.Round(steps)) <= Tolerance;
    }
}
