using System.Globalization;
using System.Numerics.Tensors;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;
using Spiking.Text;

namespace Spiking.Engine;

/// <summary>
/// A part of a network whose kind another assembly may define. What such a part gives is checked, and a sentence about it begins with its
/// place in the file and the name of its kind: projections[0].connectivity ("ring").
/// </summary>
/// <param name="Place">Its path in the file.</param>
/// <param name="Description">What the file says of it.</param>
internal readonly record struct AddedPart(string Place, object Description)
{
    /// <summary>The end of a sentence about a member of a part that should be a list.</summary>
    public const string GivesNoList = "gives null; a list without entries says that there are none";

    private const string PlaceKey = "place in the file";

    /// <summary>A part of a projection.</summary>
    /// <param name="index">Index of the projection in the file.</param>
    /// <param name="property">The property of <see cref="ProjectionDescription"/> that holds the part.</param>
    /// <param name="description">The part.</param>
    public static AddedPart OfProjection(int index, string property, object description) =>
        new(string.Create(CultureInfo.InvariantCulture, $"projections[{index}].{FieldShape.KeyOf(property)}"), description);

    /// <summary>A current.</summary>
    /// <param name="population">Name of the population into which it flows.</param>
    /// <param name="index">Its index among the currents of the population.</param>
    /// <param name="description">The current.</param>
    public static AddedPart OfCurrent(string population, int index, CurrentDescription description)
    {
        NodePath currents = NodePath.OfKey(
            NodePath.OfKey(NodePath.OfKey(null, "populations"), population), FieldShape.KeyOf(nameof(PopulationDescription.Currents)));
        return new(NodePath.OfIndex(currents, index).ToString(), description);
    }

    /// <summary>A recorder.</summary>
    /// <param name="index">Its index in the file.</param>
    /// <param name="description">The recorder.</param>
    public static AddedPart OfRecorder(int index, RecorderDescription description) =>
        new(string.Create(CultureInfo.InvariantCulture, $"recorders[{index}]"), description);

    /// <summary>Whether another assembly defines a kind.</summary>
    public static bool IsForeign(object description) => description.GetType().Assembly != typeof(AddedPart).Assembly;

    /// <summary>Sentence about connectivities whose pairs only the building of a network shows; null: it has none.</summary>
    public static string? DrawnLater(NetworkDescription network)
    {
        string[] kinds =
        [
            .. network.Projections.Select(p => p.Connectivity).OfType<ConnectivityDescription>().Where(IsForeign).Select(Kinds.NameOf)
                .Distinct(),
        ];
        return kinds.Length == 0 ? null : $"The pairs of {Names.All(kinds)} are drawn, and checked, when the network is built";
    }

    /// <summary>Calls Create of the description, which may not return null.</summary>
    /// <param name="create">The call. If it fails, the exception notes the place of the part.</param>
    /// <exception cref="SimulationException">The result is null.</exception>
    public T Created<T>(Func<T?> create)
        where T : class
    {
        try
        {
            return create() ?? throw Failure(
                $"Create of {Description.GetType().Name} returns null; an object of the type {typeof(T).Name} is needed.");
        }
        catch (Exception e)
        {
            NotePlace(e, ToString());
            throw;
        }
    }

    /// <summary>
    /// Notes in an exception the place of the part that has failed, for <see cref="PlaceOf"/>: the innermost place stays.
    /// </summary>
    public static void NotePlace(Exception failure, string place) => failure.Data[PlaceKey] ??= place;

    /// <summary>The place of the part that has failed; null: it is not known.</summary>
    public static string? PlaceOf(Exception failure) => failure.Data[PlaceKey] as string;

    /// <summary>An exception for a mistake of the part.</summary>
    /// <param name="what">What is wrong, as a sentence.</param>
    public SimulationException Failure(string what) => new($"{this}: {what}");

    /// <summary>
    /// Says that a connectivity has another number of synapses than it promises; null: the two can belong together.
    /// </summary>
    /// <param name="promised">The mean number of synapses, by its own account.</param>
    /// <param name="found">The number of synapses that were drawn.</param>
    /// <param name="projection">Name of the projection.</param>
    /// <remarks>
    /// If pairs are drawn independently, the number n of synapses has a variance of at most its mean m, and by Bernstein's inequality
    ///     P(|n - m| > t) is at most 2 exp(-t^2/(2 (m + t/3))),
    /// which is 2 exp(-L) at t = L/3 + sqrt(L^2/9 + 2 L m). With L = 20 a sound kind is blamed once in 2e8 networks. A tenth of the mean
    /// is allowed besides, for means that are rounded, and for pairs that depend on one another.
    /// </remarks>
    public string? Miscount(double promised, int found, string projection)
    {
        const double L = 20;
        double chance = L / 3 + Math.Sqrt(L * L / 9 + 2 * L * promised);
        if (Math.Abs(found - promised) <= chance + 0.1 * promised) return null;
        return string.Create(CultureInfo.InvariantCulture,
            $"{this}: {projection} has {found:N0} {(found == 1 ? "synapse" : "synapses")}, but SynapsesOf of {Description.GetType().Name} "
            + $"says {promised:N0}, from which memory is estimated.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Place} (\"{Kinds.NameOf(Description)}\")";
}

/// <summary>Short-term plasticity of a kind of another assembly: the efficacies that it writes are checked.</summary>
/// <param name="synapses">The synapses.</param>
/// <param name="part">Their description.</param>
/// <param name="projection">Name of their projection.</param>
/// <param name="source">Pre-synaptic population.</param>
internal sealed class CheckedSynapses(ShortTermSynapses synapses, AddedPart part, string projection, Population source) : ShortTermSynapses
{
    /// <inheritdoc/>
    public override void Transmit(int source, int step, Span<double> efficacies)
    {
        try
        {
            synapses.Transmit(source, step, efficacies);
        }
        catch (Exception e)
        {
            AddedPart.NotePlace(e, part.ToString());
            throw;
        }

        if (efficacies.IsEmpty) return;

        // The smallest and the largest of numbers are NaN if one of them is.
        bool isOne = efficacies.Length == 1;
        if (IsSound(isOne ? efficacies[0] : TensorPrimitives.Min<double>(efficacies))
            && (isOne || IsSound(TensorPrimitives.Max<double>(efficacies)))) return;
        int first = 0;
        while (IsSound(efficacies[first])) first++;
        throw Refusal(source, step, efficacies, first);
    }

    /// <inheritdoc/>
    public override void Prefetch(int source) => synapses.Prefetch(source);

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor) => ((IHasState)synapses).VisitState(visitor);

    // Of a NaN every comparison is false.
    private static bool IsSound(double efficacy) => efficacy >= 0 && efficacy <= float.MaxValue;

    private SimulationException Refusal(int neuron, int step, ReadOnlySpan<double> efficacies, int synapse)
    {
        IFormatProvider invariant = CultureInfo.InvariantCulture;
        string which = efficacies.Length == 1 ? "" : string.Create(invariant, $" for synapse {synapse} of {efficacies.Length}");
        return part.Failure(string.Create(
            invariant,
            $"Transmit writes the efficacy {efficacies[synapse]}{which} of neuron {neuron} of \"{source.Name}\", for the spike that "
            + $"arrives at {step * source.Settings.TimeStep:0.######} s in {projection}. An efficacy must be a number from 0 to 3.4e38, "
            + $"the largest float32: it multiplies the weight, so 1 transmits all of it, and more than 1 is possible."));
    }
}

/// <summary>A current of a kind of another assembly: the values that it gives are checked.</summary>
/// <param name="current">The current.</param>
/// <param name="part">Its place in the file.</param>
/// <param name="timeStep">Time step (s).</param>
internal sealed class CheckedCurrent(CurrentDescription current, AddedPart part, double timeStep) : CurrentCourse
{
    /// <inheritdoc/>
    public override double Advance(int step)
    {
        double time = step * timeStep, amperes = At(time), largest = ValueRange.Of(Dimension.Current).Largest;

        // Of a NaN every comparison is false.
        if (Math.Abs(amperes) <= largest) return amperes;
        throw part.Failure(string.Create(
            CultureInfo.InvariantCulture,
            $"At of {current.GetType().Name} gives {amperes} at the time {time:0.######} s. A current must be a number from {-largest} to "
            + $"{largest} A."));
    }

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor)
    {
    }

    private double At(double time)
    {
        try
        {
            return current.At(time);
        }
        catch (Exception e)
        {
            AddedPart.NotePlace(e, part.ToString());
            throw;
        }
    }
}
