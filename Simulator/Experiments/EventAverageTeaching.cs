using Spiking.Networks;

namespace Spiking.Experiments;

/// <summary>The current that tells one output neuron its error, from its own event average. Source: Payeur et al. 2021, Fig. 4.</summary>
public static class EventAverageTeaching
{
    /// <summary>
    /// Dendritic current (A) for a target and an event average (Hz). Between the low and the high rate it is A Hz/(E_max - Ebar) downwards
    /// or A Hz/(Ebar - E_min) upwards; at the low and high rates it jumps to 0 or to the full A, as in the original.
    /// </summary>
    public static double Current(EventAverageTeacher teacher, int target, double eventAverage)
    {
        if (target == 0)
        {
            if (eventAverage >= teacher.HighRate) return -teacher.Amplitude;
            return eventAverage <= teacher.LowRate ? 0 : -teacher.Amplitude / (teacher.MaximumRate - eventAverage);
        }

        if (eventAverage <= teacher.LowRate) return teacher.Amplitude;
        return eventAverage >= teacher.HighRate ? 0 : teacher.Amplitude / (eventAverage - teacher.MinimumRate);
    }

    /// <summary>Cross-entropy cost of a mean output event average (Hz).</summary>
    public static double Cost(CostDescription cost, int target, double rate)
    {
        double y = Math.Clamp((rate - cost.ZeroRate) / (cost.OneRate - cost.ZeroRate), cost.Clip, 1 - cost.Clip);
        return target == 1 ? -Math.Log(y) : -Math.Log(1 - y);
    }
}
