using Spiking.Files;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>A neuron model with its parameters. All cells of a population share them.</summary>
[VariantKey("type")]
public abstract record NeuronModelDescription
{
    private static readonly Receptor[] s_somatic = [Receptor.SomaAmpa, Receptor.SomaGaba];

    private static readonly Receptor[] s_withDendrite =
        [Receptor.SomaAmpa, Receptor.SomaGaba, Receptor.DendriteAmpa, Receptor.DendriteGaba, Receptor.DendriteFeedback];

    /// <summary>
    /// The receptors that projections and background can act on. Cells without receptors are sources of spikes, into which no current can
    /// be injected.
    /// </summary>
    public virtual IReadOnlyList<Receptor> Receptors => HasDendrite ? s_withDendrite : s_somatic;

    /// <summary>Whether there are receptors.</summary>
    public bool HasReceptors => Receptors.Count > 0;

    /// <summary>Whether the model has an apical dendrite with receptors of its own.</summary>
    public abstract bool HasDendrite { get; }

    /// <summary>
    /// Whether the cells burst, so that rates of events and bursts mean something. Interneurons fire fast, which the definition of bursts
    /// would take for bursting.
    /// </summary>
    public virtual bool Bursts => false;

    /// <summary>
    /// Name of the state variable of the receptor <see cref="Receptor.DendriteFeedback"/>, which only populations with projections onto it
    /// have.
    /// </summary>
    public const string DendriteFeedback = "dendriteFeedback";

    /// <summary>Names of the state variables that a recorder can sample.</summary>
    /// <remarks>A model with dendritic feedback lists <see cref="DendriteFeedback"/>, whether or not a population has it.</remarks>
    public abstract IReadOnlyList<string> StateVariables { get; }

    /// <summary>
    /// The unit of a state variable, as headings of tables have it; empty: none. Unless a model says otherwise, variables whose name ends
    /// in "potential" or "threshold" are in volts, "v", and those that end in "ampa" or "gaba" in units of the leak conductance of their
    /// compartment, "leaks"; others have no unit. A current is in amperes, "a".
    /// </summary>
    /// <param name="variable">Name of the variable.</param>
    public virtual string UnitOf(string variable)
    {
        bool Ends(string end) => variable.EndsWith(end, StringComparison.OrdinalIgnoreCase);
        return Ends("ampa") || Ends("gaba") ? "leaks" : Ends("potential") || Ends("threshold") || variable == DendriteFeedback ? "v" : "";
    }

    /// <summary>Names of the state variables of a population.</summary>
    /// <param name="hasFeedback">Whether there is a projection onto <see cref="Receptor.DendriteFeedback"/>.</param>
    internal IReadOnlyList<string> VariablesOf(bool hasFeedback) =>
        hasFeedback ? StateVariables : [.. StateVariables.Where(name => name != DendriteFeedback)];

    /// <summary>Whether a file says when the cells spike, or how often, so that nothing else drives them.</summary>
    internal virtual bool FollowsFile => false;

    /// <summary>Whether currents can be injected that differ from cell to cell.</summary>
    internal virtual bool TakesCellCurrents => false;

    /// <summary>
    /// Parameter that a population of so many such neurons does not allow: the key, and the end of a sentence that says why; null: none.
    /// </summary>
    /// <param name="size">Number of neurons.</param>
    /// <param name="timeStep">Time step (s).</param>
    internal virtual (string Property, string Message)? Misfit(int size, double timeStep) => null;

    /// <summary>Whether a population advances some of its neurons without the others, so that several processes can share it.</summary>
    internal virtual bool IsDivisible => false;

    /// <summary>Creates a population of such neurons.</summary>
    /// <typeparam name="T">Vector of lanes for a kernel that has one. It affects speed, never results.</typeparam>
    /// <param name="settings">Name, size and the like.</param>
    public abstract Population Create<T>(PopulationSettings settings)
        where T : unmanaged, ILanes<T>;

    /// <summary>Checks what the bounds of single values do not tell: values against one another and against the time step.</summary>
    /// <param name="findings">Where to report problems.</param>
    public virtual void Check(Findings findings)
    {
    }
}
