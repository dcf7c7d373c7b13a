using Spiking.Networks;

namespace Spiking.Inputs;

/// <summary>The value of an injected current at a given time.</summary>
public static class CurrentWaveform
{
    /// <summary>Whether the current never changes.</summary>
    public static bool IsConstant(CurrentDescription current) => current is ConstantCurrent;

    /// <summary>The current (A) at a simulation time (s).</summary>
    /// <exception cref="NotSupportedException">The kind of current is unknown.</exception>
    public static double At(CurrentDescription current, double time) => current switch
    {
        ConstantCurrent c => c.Amplitude,
        StepCurrent c => Level(c, time),
        StaircaseCurrent c => Level(c, time),
        SineCurrent c => time >= c.From && !(time >= c.Until)
            ? c.Amplitude * Math.Sin(2 * Math.PI * c.Frequency * (time - c.PhaseOrigin))
            : 0,
        _ => throw new NotSupportedException($"no waveform for {current.GetType().Name}"),
    };

    // Times are multiples of the time step but for rounding (1e-6 steps at most in the longest run): a level begins with the step nearest to its time.
    private static double Level(StaircaseCurrent current, double time)
    {
        double passed = Math.Floor((time - current.From) / current.LevelDuration + 1e-9);
        return passed < 0 ? 0 : current.First + Math.Min(passed, current.Levels - 1) * current.Increment;
    }

    private static double Level(StepCurrent current, double time)
    {
        // By index: this runs in every time step, and an enumerator would be allocated each time.
        double level = 0;
        for (int i = 0; i < current.Steps.Count && time >= current.Steps[i].From; i++) level = current.Steps[i].Amplitude;
        return level;
    }
}
