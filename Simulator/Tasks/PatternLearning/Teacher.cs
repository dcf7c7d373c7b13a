using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Snapshots;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Gives currents to the dendrites of an output population while a network learns.</summary>
internal abstract class Teacher : IObserver, IHasState
{
    private readonly Population _output;
    private readonly AlignedArray<float> _currents;

    protected Teacher(Population output)
    {
        _output = output;
        _currents = new AlignedArray<float>(output.Size);
    }

    /// <summary>Creates the teacher of a description.</summary>
    /// <param name="description">The teacher.</param>
    /// <param name="network">The network.</param>
    /// <param name="output">The output population.</param>
    /// <param name="averages">The event averages of its neurons.</param>
    /// <exception cref="NotSupportedException">There is no such teacher.</exception>
    public static Teacher Create(TeacherDescription description, Network network, Population output, PostsynapticAverages averages) =>
        description switch
        {
            EventAverageTeacherDescription t => new EventAverageTeacher(t, output, averages),
            PopulationRateTeacherDescription t => new PopulationRateTeacher(t, network, output),
            _ => throw new NotSupportedException($"no teacher for {description.GetType().Name}"),
        };

    /// <summary>Begins to teach.</summary>
    /// <param name="target">The wanted output, 0 or 1.</param>
    public virtual void Begin(int target) => _output.DendriteCurrents = _currents;

    /// <inheritdoc/>
    public virtual int NextLook(Network network) => int.MaxValue;

    /// <summary>Follows the network, whether the teacher teaches or not.</summary>
    public virtual void AfterSteps(Network network)
    {
    }

    /// <inheritdoc/>
    public virtual void VisitState(StateVisitor visitor)
    {
        bool teaches = _output.DendriteCurrents == _currents;
        visitor.Value("teaches", ref teaches);
        visitor.Array("teachingCurrents", _currents.Span);
        if (visitor.IsRestoring) _output.DendriteCurrents = teaches ? _currents : null;
    }

    /// <summary>Stops teaching. Returns the teaching current (A), mean over neurons and time.</summary>
    public virtual double End()
    {
        _output.DendriteCurrents = null;
        return 0;
    }

    /// <summary>The current into every output neuron (A).</summary>
    protected Span<float> Currents => _currents.Span;
}
