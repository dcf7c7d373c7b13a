using System.Numerics;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// The dendritic feedback f_i of every neuron of a population, low-passed: tau du_i/dt = f_i - u_i (V). What synapses whose cancellation
/// learns find out about the feedback that they do not cancel.
/// </summary>
internal sealed unsafe class FeedbackAverage : IStepped, IHasState
{
    private readonly AlignedArray<float> _feedback;
    private readonly float _share;

    /// <summary>Creates averages that start at 0.</summary>
    /// <param name="population">The population that is given feedback.</param>
    /// <param name="timeConstant">Time constant tau (s).</param>
    public FeedbackAverage(Population population, double timeConstant)
    {
        _feedback = population.ConductanceOfEach(Receptor.DendriteFeedback);
        _share = (float)(1 - Math.Exp(-population.Settings.TimeStep / timeConstant));
        Values = new AlignedArray<float>(population.Size);
    }

    /// <summary>The averages u_i (V).</summary>
    public AlignedArray<float> Values { get; }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor) => visitor.Array("feedbackAverage", Values.Span);

    /// <summary>
    /// Moves every average towards the feedback, u += (1 - exp(-dt/tau)) (f - u): exact for an f that is constant during the step. Every
    /// neuron is treated alike, so the width of the vectors does not matter.
    /// </summary>
    public void AfterStep(int step)
    {
        float* values = Values.Pointer, feedback = _feedback.Pointer;
        Vector<float> share = new(_share);
        for (int i = 0; i < Values.PaddedLength; i += Vector<float>.Count)
        {
            Vector<float> u = Vector.Load(values + i);
            Vector.Store(Vector.FusedMultiplyAdd(share, Vector.Load(feedback + i) - u, u), values + i);
        }
    }
}
