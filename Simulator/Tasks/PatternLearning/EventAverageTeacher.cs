using Spiking.Neurons;
using Spiking.Plasticity;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// Tells every output neuron its error once, at the end of the prediction, from its own event average. Source: Payeur et al. 2021, Fig. 4.
/// </summary>
internal sealed class EventAverageTeacher(EventAverageTeacherDescription teacher, Population output, PostsynapticAverages averages) : Teacher(output)
{
    private double _mean;

    /// <summary>
    /// Dendritic current (A) for a target and an event average (Hz). Between the low and the high rate it is A Hz/(E_max - Ebar) downwards
    /// or A Hz/(Ebar - E_min) upwards; at the low and high rates it jumps to 0 or to the full A, as in the original.
    /// </summary>
    public static double Current(EventAverageTeacherDescription teacher, int target, double eventAverage)
    {
        if (target == 0)
        {
            if (eventAverage >= teacher.HighRate) return -teacher.Amplitude;
            return eventAverage <= teacher.LowRate ? 0 : -teacher.Amplitude / (teacher.MaximumRate - eventAverage);
        }

        if (eventAverage <= teacher.LowRate) return teacher.Amplitude;
        return eventAverage >= teacher.HighRate ? 0 : teacher.Amplitude / (eventAverage - teacher.MinimumRate);
    }

    /// <inheritdoc/>
    public override void Begin(int target)
    {
        double sum = 0;
        for (int i = 0; i < Currents.Length; i++)
        {
            double current = Current(teacher, target, averages.EventRate[i]);
            Currents[i] = (float)current;
            sum += current;
        }

        _mean = sum / Currents.Length;
        base.Begin(target);
    }

    /// <inheritdoc/>
    public override double End()
    {
        base.End();
        return _mean;
    }
}
