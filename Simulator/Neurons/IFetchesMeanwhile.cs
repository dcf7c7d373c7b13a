using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// A population whose kernel computes long enough to fetch from memory, meanwhile, what a projection onto it will read. A matter of speed
/// only: results are the same without it.
/// </summary>
internal interface IFetchesMeanwhile
{
    /// <summary>Where a projection says, before a step, what this step should fetch.</summary>
    FetchSlot Meanwhile { get; }
}

/// <summary>
/// Place for what one step fetches, empty again after it: projections hold it and look at it at every spike that arrives.
/// </summary>
internal sealed class FetchSlot
{
    /// <summary>The values that the next step fetches.</summary>
    public ScatteredFetch Fetch;
}
