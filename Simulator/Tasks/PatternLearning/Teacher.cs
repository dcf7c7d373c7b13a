using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Gives currents to the dendrites of an output population while a network learns.</summary>
internal abstract class Teacher : IObserver, IHasState
{
    private readonly IDendriteInjection _dendrites;
    private readonly AlignedArray<float> _currents;

    /// <summary>Creates a teacher who does not teach yet.</summary>
    /// <exception cref="ArgumentException">No currents can be injected into single dendrites of the population.</exception>
    protected Teacher(Population output)
    {
        _dendrites = output as IDendriteInjection
            ?? throw new ArgumentException($"no currents can be injected into single dendrites of the population {output.Name}, as "
                + "teachers do.", nameof(output));
        _currents = new AlignedArray<float>(output.Size);
    }

    /// <summary>Begins to teach.</summary>
    /// <param name="target">The wanted output, 0 or 1.</param>
    public virtual void Begin(int target) => _dendrites.DendriteCurrents = _currents;

    /// <inheritdoc/>
    public virtual int NextLook(Network network) => int.MaxValue;

    /// <summary>Follows the network, whether the teacher teaches or not.</summary>
    public virtual void AfterSteps(Network network)
    {
    }

    /// <inheritdoc/>
    public virtual void VisitState(StateVisitor visitor)
    {
        bool teaches = _dendrites.DendriteCurrents == _currents;
        visitor.Value("teaches", ref teaches);
        visitor.Array("teachingCurrents", _currents.Span);
        if (visitor.IsRestoring) _dendrites.DendriteCurrents = teaches ? _currents : null;
    }

    /// <summary>Stops teaching. Returns the teaching current (A), mean over neurons and time.</summary>
    public virtual double End()
    {
        _dendrites.DendriteCurrents = null;
        return 0;
    }

    /// <summary>The current into every output neuron (A).</summary>
    protected Span<float> Currents => _currents.Span;
}
