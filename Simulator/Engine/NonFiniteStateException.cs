using System.Globalization;
using System.Numerics.Tensors;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;

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
    /// <exception cref="NonFiniteWeightException">A weight that is learned is not finite.</exception>
    /// <exception cref="NonFiniteStateException">A value is not finite: the first.</exception>
    internal static void ThrowIfAny(
        IReadOnlyList<Population> populations, IReadOnlyList<Learner> learners, double time, double timeStep)
    {
        // Weights first: what is wrong with them reaches the neurons, and these would be blamed.
        NonFiniteWeightException.ThrowIfAny(learners, time);
        foreach (Population population in populations)
        {
            foreach ((string name, AlignedArray<float> values) in population.State)
            {
                if (FirstIn(values.Span) is not int i) continue;
                string? ownModel = AddedPart.IsForeign(population) ? population.Settings.Kind : null;
                throw new NonFiniteStateException(population.Name, name, i, values.Span[i], time, timeStep, ownModel);
            }
        }
    }

    /// <summary>The index of the first value that is not finite; null: all are.</summary>
    /// <remarks>
    /// The largest magnitude of an array is NaN if one value is, and infinite if one is: it is found with vectors, whose width does not
    /// matter, some microseconds for thousands of neurons.
    /// </remarks>
    internal static int? FirstIn(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty || float.IsFinite(TensorPrimitives.MaxMagnitude(values))) return null;
        int first = 0;
        while (float.IsFinite(values[first])) first++;
        return first;
    }
}

/// <summary>A weight is not a number any more: what its rule makes of it after that would mean nothing.</summary>
/// <param name="learner">The rule, which may be one of another assembly.</param>
/// <param name="value">The weight: NaN or an infinity.</param>
/// <param name="time">Simulated time (s) at which that was found: it happened within the second before.</param>
internal sealed class NonFiniteWeightException(Learner learner, float value, double time) : SimulationException(string.Create(
    CultureInfo.InvariantCulture,
    $"a weight of {learner.Projection.Settings.Name} is {value} after {time:0.######} s of simulated time. {Cause(learner)}"))
{
    private static string Cause(Learner learner) => AddedPart.IsForeign(learner)
        ? $"The learning rule \"{learner.Kind}\" of another assembly has a fault, or its rates are too large."
        : $"The rates of its learning rule \"{learner.Kind}\", or its weights, are too large.";

    /// <summary>Looks at every weight that is learned.</summary>
    /// <exception cref="NonFiniteWeightException">A weight is not finite: the first.</exception>
    internal static void ThrowIfAny(IReadOnlyList<Learner> learners, double time)
    {
        foreach (Learner learner in learners)
        {
            // Changes that wait are left waiting: they are made at the next arrival, or where somebody reads the weights.
            ReadOnlySpan<float> weights = learner.Projection.StoredWeights;
            if (NonFiniteStateException.FirstIn(weights) is int i) throw new NonFiniteWeightException(learner, weights[i], time);
        }
    }
}
