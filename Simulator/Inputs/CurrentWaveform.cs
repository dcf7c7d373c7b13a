using Spiking.Networks;

namespace Spiking.Inputs;

/// <summary>The value of an injected current at a given time.</summary>
public static class CurrentWaveform
{
    /// <summary>Whether the current never changes.</summary>
    public static bool IsConstant(CurrentDescription current) => current is ConstantCurrentDescription;

    /// <summary>The current (A) at a simulation time (s).</summary>
    /// <exception cref="NotSupportedException">The kind of current is unknown.</exception>
    public static double At(CurrentDescription current, double time) => current switch
    {
        ConstantCurrentDescription c => c.Amplitude,
        StepCurrentDescription c => Level(c, time),
        StaircaseCurrentDescription c => Level(c, time),
        SineCurrentDescription c => time >= c.From && !(time >= c.Until)
            ? c.Amplitude * Math.Sin(2 * Math.PI * c.Frequency * (time - c.PhaseOrigin))
            : 0,
        _ => throw new NotSupportedException($"no waveform for {current.GetType().Name}"),
    };

    // Times are multiples of the time step but for rounding (1e-6 steps at most in the longest run): a level begins with the step nearest to its time.
    private static double Level(StaircaseCurrentDescription current, double time)
    {
        double passed = Math.Floor((time - current.From) / current.LevelDuration + 1e-9);
        return passed < 0 ? 0 : current.First + Math.Min(passed, current.Levels - 1) * current.Increment;
    }

    private static double Level(StepCurrentDescription current, double time)
    {
        // Steps are in the order of time. This runs in every time step, so the last one that has begun is found by halving.
        int begun = 0, end = current.Steps.Count;
        while (begun < end)
        {
            int middle = begun + (end - begun) / 2;
            if (time >= current.Steps[middle].From) begun = middle + 1;
            else end = middle;
        }

        return begun == 0 ? 0 : current.Steps[begun - 1].Amplitude;
    }
}
