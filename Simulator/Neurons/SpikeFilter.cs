namespace Spiking.Neurons;

/// <summary>Which spikes of the pre-synaptic cell a projection transmits.</summary>
public enum SpikeFilter
{
    /// <summary>Every spike.</summary>
    Spikes,

    /// <summary>Only the spikes that open a burst or stand alone: ideal short-term depression.</summary>
    Events,

    /// <summary>Only the second spike of a burst: ideal short-term facilitation.</summary>
    Bursts,
}
