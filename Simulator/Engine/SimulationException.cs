namespace Spiking.Engine;

/// <summary>
/// A network that cannot be built or cannot go on, for a reason that its description gives: the message is for the author of that.
/// </summary>
/// <param name="message">What happened, where, and what helps.</param>
/// <param name="cause">What came before; null: nothing.</param>
public class SimulationException(string message, Exception? cause = null) : Exception(message, cause);
