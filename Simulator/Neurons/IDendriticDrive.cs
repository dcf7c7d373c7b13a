namespace Spiking.Neurons;

/// <summary>
/// Which potential drives the synapses on the dendrite (<see cref="DendriticDrive"/>): a constant for the compiler, so that a kernel need not
/// ask in every step.
/// </summary>
public interface IDendriticDrive
{
    /// <summary>Whether it is the somatic potential.</summary>
    static abstract bool BySoma { get; }
}

/// <summary>Dendritic synapses see the somatic potential, as in the published programs.</summary>
public readonly struct DrivenBySoma : IDendriticDrive
{
    /// <inheritdoc/>
    public static bool BySoma => true;
}

/// <summary>Dendritic synapses see the dendritic potential.</summary>
public readonly struct DrivenByDendrite : IDendriticDrive
{
    /// <inheritdoc/>
    public static bool BySoma => false;
}
