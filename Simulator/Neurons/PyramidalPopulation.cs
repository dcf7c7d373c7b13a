using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>What populations of two-compartment pyramidal cells share: state arrays and injected currents.</summary>
/// <typeparam name="T">Vector of lanes that the kernel uses. It affects speed, never results.</typeparam>
public abstract unsafe class PyramidalPopulation<T> : Population
    where T : unmanaged, ILanes<T>
{
    // Initial w_d of the published program (V).
    private const double InitialDendriteAdaptation = 1e-4;

    // Found once: which method a call of a generic virtual method means is found out anew at every call.
    private readonly Func<int, int> _kernel;
    private readonly double _somaStepPerAmpere;
    private readonly double _dendriteStepPerAmpere;

    /// <summary>Creates the population at rest (V_s perhaps randomised).</summary>
    protected PyramidalPopulation(PyramidalModel model, PopulationSettings settings)
        : base(settings)
    {
        _kernel = (settings.HasDendriteFeedback, model.DendriticDrive) switch
        {
            (false, DendriticDrive.Dendrite) => AdvanceMembranes<No, No>,
            (false, DendriticDrive.Soma) => AdvanceMembranes<No, Yes>,
            (true, DendriticDrive.Dendrite) => AdvanceMembranes<Yes, No>,
            (true, DendriticDrive.Soma) => AdvanceMembranes<Yes, Yes>,
            _ => throw new ArgumentException($"no kernel for the dendritic drive {model.DendriticDrive}", nameof(model)),
        };
        _somaStepPerAmpere = settings.TimeStep / model.SomaCapacitance;
        _dendriteStepPerAmpere = settings.TimeStep / model.DendriteCapacitance;
        AlignedArray<float> somaPotential = AddState("somaPotential", model.RestingPotential);
        Randomise(somaPotential);
        Arrays = new PyramidalArrays
        {
            SomaPotential = somaPotential.Pointer,
            DendritePotential = AddState("dendritePotential", model.RestingPotential).Pointer,
            SomaAdaptation = AddState("somaAdaptation", 0).Pointer,
            DendriteAdaptation = AddState("dendriteAdaptation", InitialDendriteAdaptation).Pointer,
            Threshold = AddState("threshold", model.Threshold).Pointer,
            SomaAmpa = AddState("somaAmpa", 0).Pointer,
            SomaGaba = AddState("somaGaba", 0).Pointer,
            DendriteAmpa = AddState("dendriteAmpa", 0).Pointer,
            DendriteGaba = AddState("dendriteGaba", 0).Pointer,
        };
        if (settings.HasDendriteFeedback)
            Feedback = new DendriteFeedback<T>(model, settings.TimeStep, AddState(PyramidalModel.DendriteFeedback, 0).Pointer);
    }

    /// <inheritdoc/>
    public override AlignedArray<float> Conductance(Receptor receptor) => Variable(receptor switch
    {
        Receptor.SomaAmpa => "somaAmpa",
        Receptor.SomaGaba => "somaGaba",
        Receptor.DendriteAmpa => "dendriteAmpa",
        Receptor.DendriteFeedback => PyramidalModel.DendriteFeedback,
        _ => "dendriteGaba",
    });

    /// <summary>Addresses of the state arrays.</summary>
    private protected PyramidalArrays Arrays { get; }

    /// <summary>The feedback into the dendrites, if the settings say that there is any.</summary>
    private protected DendriteFeedback<T> Feedback { get; }

    /// <summary>Advances the state of all neurons by the kernel for this population's feedback and dendritic drive. Returns what the kernel counts.</summary>
    private protected int AdvanceMembranes(int step) => _kernel(step);

    /// <summary>The kernel of the model. Returns the number of vectors of neurons in which some crossed the threshold.</summary>
    private protected abstract int AdvanceMembranes<TFeedback, TBySoma>(int step)
        where TFeedback : struct, IFlag
        where TBySoma : struct, IFlag;

    /// <summary>Potential that this step's injected currents add: V += dt I/C.</summary>
    private protected InjectedSteps<T> Injection() => new()
    {
        Soma = T.Broadcast((SomaCurrent + StimulusCurrent) * _somaStepPerAmpere),
        Dendrite = T.Broadcast(DendriteCurrent * _dendriteStepPerAmpere),
        DendritePerAmpere = T.Broadcast(_dendriteStepPerAmpere),
        DendriteCurrents = DendriteCurrents is null ? null : DendriteCurrents.Pointer,
    };
}

/// <summary>Potential steps of the injected currents of one time step.</summary>
internal unsafe struct InjectedSteps<T>
    where T : unmanaged, ILanes<T>
{
    public T Soma, Dendrite, DendritePerAmpere;
    public float* DendriteCurrents;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AddTo(ref PyramidalState<T> s, int first)
    {
        s.SomaPotential += Soma;
        s.DendritePotential += Dendrite;
        if (DendriteCurrents != null) s.DendritePotential += DendritePerAmpere * T.Load(DendriteCurrents + first);
    }
}
