using System.Globalization;
using System.Numerics.Tensors;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Engine;

/// <summary>A state variable of a neuron is not a number any more: what was simulated after that would mean nothing.</summary>
/// <param name="population">Name of the population.</param>
/// <param name="variable">Name of the state variable.</param>
/// <param name="neuron">The first neuron of the population whose variable is not finite.</param>
/// <param name="value">Its value: NaN or an infinity.</param>
/// <param name="time">Simulated time (s) at which that was found: it happened within the second before.</param>
/// <param name="timeStep">Time step (s), for the message.</param>
/// <param name="ownModel">Name of the neuron model if another assembly defines it, whose equations may be wrong; null: it is ours.</param>
internal sealed class NonFiniteStateException(
    string population, string variable, int neuron, float value, double time, double timeStep, string? ownModel = null)
    : SimulationException(string.Create(
        CultureInfo.InvariantCulture,
        $"{variable} of neuron {neuron} of population \"{population}\" is {value} after {time:0.######} s of simulated time. "
        + $"{(ownModel is null ? "Weights" : $"The neuron model \"{ownModel}\" of another assembly has a fault, or weights")}, "
        + $"rates or currents into this population are too large for a time step of {timeStep * 1e3:0.######} ms."))
{
    /// <summary>Name of the population.</summary>
    public string Population => population;

    /// <summary>Name of the state variable.</summary>
    public string Variable => variable;

    /// <summary>The first neuron of the population whose variable is not finite.</summary>
    public int Neuron => neuron;

    /// <summary>Its value: NaN or an infinity.</summary>
    public float Value => value;

    /// <summary>Simulated time (s) at which that was found: it happened within the second before.</summary>
    public double Time => time;

    /// <summary>Looks at every state variable of every neuron, in the order of populations, variables and neurons.</summary>
    /// <remarks>
    /// The largest magnitude of an array is NaN if one value is, and infinite if one is: it is found with vectors, whose width does not
    /// matter, some microseconds for thousands of neurons.
    /// </remarks>
    /// <exception cref="NonFiniteStateException">A value is not finite: the first.</exception>
    internal static void ThrowIfAny(IReadOnlyList<Population> populations, double time, double timeStep)
    {
        foreach (Population population in populations)
        {
            foreach ((string name, AlignedArray<float> values) in population.State)
            {
                if (float.IsFinite(TensorPrimitives.MaxMagnitude<float>(values.Span))) continue;
                for (int i = 0; i < values.Length; i++)
                {
                    if (float.IsFinite(values.Span[i])) continue;
                    string? ownModel = AddedPart.IsForeign(population) ? population.Settings.Kind : null;
                    throw new NonFiniteStateException(population.Name, name, i, values.Span[i], time, timeStep, ownModel);
                }
            }
        }
    }
}
