using Spiking.Quantities;

namespace Spiking.Protocols.TargetRate;

/// <summary>The longest interval, in steps, of two spikes of the same burst. With the accumulated clock it changes with time.</summary>
public sealed class BurstWindow
{
    private readonly double _timeStep;
    private readonly double _burstInterval;
    private readonly int _steps;

    // Accumulated times of the last few steps, newest first; null: the clock counts steps.
    private readonly double[]? _times;

    /// <summary>Prepares the window of an experiment, for step 0.</summary>
    public BurstWindow(TargetRateProtocolDescription protocol)
    {
        _timeStep = protocol.TimeStep;
        _burstInterval = protocol.BurstInterval;
        _steps = (int)TimeGrid.Steps(protocol.BurstInterval, protocol.TimeStep);
        Longest = _steps;
        if (protocol.BurstClock == BurstClock.Steps) return;
        _times = new double[_steps + 1];
        Array.Fill(_times, double.NegativeInfinity, 1, _steps);
    }

    /// <summary>The longest interval, in steps, that ends with the present step and lies within a burst.</summary>
    public int Longest { get; private set; }

    /// <summary>
    /// Goes on to the next step. The published program asks whether t &lt;= t_last + 16 ms, where t has grown by 1 ms in every step. Between two
    /// powers of two all t have the same spacing u, so every addition rounds 1 ms to the same multiple of u, and whether 16 of them are more
    /// than 16 ms rounded to u is the same until t reaches the next power of two. Intervals of another number of steps are a whole step away,
    /// where rounding cannot matter.
    /// </summary>
    public void Advance()
    {
        if (_times is null) return;
        double now = _times[0] + _timeStep;
        Array.Copy(_times, 0, _times, 1, _steps);
        _times[0] = now;
        Longest = now <= _times[_steps] + _burstInterval ? _steps : _steps - 1;
    }
}
