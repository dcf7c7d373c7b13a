namespace Spiking.Protocols.TargetRate;

/// <summary>The steps after a spike in which its back-propagating action potential drives the dendrite.</summary>
public static class BackpropagationWindow
{
    // Quotients of decimal numbers miss whole numbers by rounding; a thousandth of a step decides nothing else.
    private const double Tolerance = 1e-3;

    /// <summary>
    /// A spike of step j acts in step k if delay &lt;= (k - j) dt &lt;= delay + duration, k &gt; j: at dt = 1 ms and 0.5 ms to 2.5 ms, one and
    /// two steps after it.
    /// </summary>
    /// <param name="protocol">The experiment.</param>
    /// <returns>The smallest and the largest k - j; the first is above the last if there is none.</returns>
    public static (int First, int Last) Of(TargetRateProtocolDescription protocol)
    {
        double delay = protocol.Neuron.BackpropagationDelay / protocol.TimeStep;
        double end = (protocol.Neuron.BackpropagationDelay + protocol.Neuron.BackpropagationDuration) / protocol.TimeStep;
        return (Math.Max(1, (int)Math.Ceiling(delay - Tolerance)), (int)Math.Floor(end + Tolerance));
    }
}
