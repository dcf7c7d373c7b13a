using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>State arrays and injected currents, which all populations of two-compartment pyramidal cells have.</summary>
/// <typeparam name="T">Vector of lanes that the kernel uses. It affects speed, never results.</typeparam>
internal abstract unsafe class PyramidalPopulation<T> : Population, IDendriteInjection, IFetchesMeanwhile
    where T : unmanaged, ILanes<T>
{
    // Initial w_d of the published program (V).
    private const double InitialDendriteAdaptation = 1e-4;

    // Found once: which method a call of a generic virtual method means is found out anew at every call.
    private readonly Kernel _kernel;
    private readonly Kernel _fetchingKernel;
    private readonly double _somaStepPerAmpere;
    private readonly double _dendriteStepPerAmpere;
    private AlignedArray<float>? _dendriteCurrents;

    /// <summary>Creates the population at rest (V_s perhaps randomized).</summary>
    protected PyramidalPopulation(PyramidalModelDescription model, PopulationSettings settings)
        : base(settings)
    {
        (_kernel, _fetchingKernel) = (settings.HasDendriteFeedback, model.DendriticDrive) switch
        {
            (false, DendriticDrive.Dendrite) => Kernels<No, No>(),
            (false, DendriticDrive.Soma) => Kernels<No, Yes>(),
            (true, DendriticDrive.Dendrite) => Kernels<Yes, No>(),
            (true, DendriticDrive.Soma) => Kernels<Yes, Yes>(),
            _ => throw new ArgumentException($"no kernel for the dendritic drive {model.DendriticDrive}", nameof(model)),
        };
        _somaStepPerAmpere = settings.TimeStep / model.SomaCapacitance;
        _dendriteStepPerAmpere = settings.TimeStep / model.DendriteCapacitance;
        AlignedArray<float> somaPotential = AddState("somaPotential", model.RestingPotential);
        Randomize(somaPotential);
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
            Feedback = new DendriteFeedback<T>(model, settings.TimeStep, AddState(NeuronModelDescription.DendriteFeedback, 0).Pointer);
    }

    /// <summary>Advances the neurons from the first up to the end, a whole number of vectors after it or the last neuron.</summary>
    /// <param name="step">Index of the step.</param>
    /// <param name="first">The first neuron, a multiple of the lanes.</param>
    /// <param name="end">The neuron after the last.</param>
    /// <param name="noted">Number of vectors noted so far in which neurons crossed the threshold.</param>
    /// <returns>That number, with those of these neurons.</returns>
    private protected delegate int Kernel(int step, int first, int end, int noted);

    /// <inheritdoc/>
    public AlignedArray<float>? DendriteCurrents
    {
        get => _dendriteCurrents;
        set
        {
            if (value is not null && value.Length != Size)
                throw new ArgumentException($"population {Name} has {Size} neurons, but {value.Length} currents are given", nameof(value));
            _dendriteCurrents = value;
        }
    }

    /// <inheritdoc/>
    public FetchSlot Meanwhile { get; } = new();

    /// <inheritdoc/>
    public override AlignedArray<float> Conductance(Receptor receptor) => Variable(receptor switch
    {
        Receptor.SomaAmpa => "somaAmpa",
        Receptor.SomaGaba => "somaGaba",
        Receptor.DendriteAmpa => "dendriteAmpa",
        Receptor.DendriteGaba => "dendriteGaba",
        Receptor.DendriteFeedback => NeuronModelDescription.DendriteFeedback,
        _ => throw new ArgumentException($"population {Name} consists of pyramidal cells, which have no receptor {receptor}",
            nameof(receptor)),
    });

    /// <summary>Addresses of the state arrays.</summary>
    private protected PyramidalArrays Arrays { get; }

    /// <summary>The feedback into the dendrites, if the settings say that there is any.</summary>
    private protected DendriteFeedback<T> Feedback { get; }

    /// <summary>
    /// Advances the state of all neurons by the kernel for this population's feedback and dendritic drive: the first of them with fetching,
    /// as long as there is something to be fetched. Returns the number of vectors noted.
    /// </summary>
    private protected int AdvanceMembranes(int step)
    {
        int fetching = Math.Min(Meanwhile.Fetch.Rounds, Size / T.Count) * T.Count;
        int noted = fetching == 0 ? 0 : _fetchingKernel(step, 0, fetching, 0);
        Meanwhile.Fetch = default;
        noted = _kernel(step, fetching, Size, noted);
        AddCellCurrents(SomaCellCurrents, _somaStepPerAmpere, Arrays.SomaPotential);
        AddCellCurrents(DendriteCellCurrents, _dendriteStepPerAmpere, Arrays.DendritePotential);
        return noted;
    }

    /// <summary>The kernel of the model.</summary>
    /// <typeparam name="TFeedback">Whether the dendrites are given feedback.</typeparam>
    /// <typeparam name="TBySoma">Whether synapses on the dendrite see the somatic potential.</typeparam>
    /// <typeparam name="TFetching">Whether values are fetched from memory, a few with every vector.</typeparam>
    /// <inheritdoc cref="Kernel"/>
    private protected abstract int AdvanceMembranes<TFeedback, TBySoma, TFetching>(int step, int first, int end, int noted)
        where TFeedback : struct, IFlag
        where TBySoma : struct, IFlag
        where TFetching : struct, IFlag;

    private (Kernel Plain, Kernel Fetching) Kernels<TFeedback, TBySoma>()
        where TFeedback : struct, IFlag
        where TBySoma : struct, IFlag =>
        (AdvanceMembranes<TFeedback, TBySoma, No>, AdvanceMembranes<TFeedback, TBySoma, Yes>);

    /// <summary>Potential that this step's injected currents add: V += dt I/C.</summary>
    // Inlined into the kernel: constants and addresses that are loaded before a call would be kept in memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected InjectedSteps<T> Injection() => new()
    {
        Soma = T.Broadcast(SomaCurrent * _somaStepPerAmpere),
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
