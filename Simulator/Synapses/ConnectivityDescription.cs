using System.Globalization;
using Spiking.Files;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>
/// Which neurons of two populations a projection connects. A kind is one class that derives from this one, with a name
/// (<see cref="VariantNameAttribute"/>) by which files choose it.
/// </summary>
/// <remarks>
/// An autapse is a synapse of a neuron onto itself, possible only in a recurrent projection, from a population to itself. Multapses are
/// several synapses from one neuron to another. Each kind says whether they occur. All draws are made with random numbers of their own for
/// each projection, so they depend on the seed and the names of the populations, not on threads.
/// </remarks>
[VariantKey("type")]
public abstract record ConnectivityDescription
{
    /// <summary>
    /// The mean number of synapses between two populations, at least 0, from which memory is estimated before the network is built.
    /// </summary>
    /// <param name="size">The populations.</param>
    public abstract double SynapsesOf(PairSize size);

    /// <summary>Whether every neuron of the one population is connected with every neuron of the other, for certain.</summary>
    internal virtual bool IsComplete => false;

    /// <summary>Whether a file lists the synapses: what it has is checked where it is read.</summary>
    internal virtual bool IsOfFile => false;

    /// <summary>The kind that a projection has which gives the probability alone.</summary>
    internal static ConnectivityDescription OfProbability(double probability) =>
        new ProbabilityConnectivityDescription { Probability = probability };

    /// <summary>
    /// What the populations do not allow: the key, or null for the kind as a whole, and the end of a sentence that says why. Null: nothing.
    /// </summary>
    /// <param name="size">The populations.</param>
    public virtual (string? Property, string Message)? Misfit(PairSize size) => null;

    /// <summary>
    /// The pairs of neurons that are connected, in any order, with indices from 0; a pair that comes twice has two synapses. This is what a
    /// kind of another assembly overrides.
    /// </summary>
    /// <param name="size">The populations.</param>
    /// <param name="random">
    /// Random numbers of the projection, which depend on the seed and the names of the populations. No other source of chance may decide
    /// about a pair: the pairs are drawn twice, and a network whose pairs differ between the two draws is refused.
    /// </param>
    protected virtual IEnumerable<(int Source, int Target)> Pairs(PairSize size, RandomStream random) => throw new ConnectivityException(
        $"{GetType().Name} does not say which pairs it connects: it does not override {nameof(Pairs)}.");

    /// <summary>Draws the connectivity.</summary>
    /// <param name="key">Key of the projection.</param>
    /// <param name="size">The populations.</param>
    internal virtual Connectivity Create(RandomKey key, PairSize size) =>
        ListedConnectivity.Create(() => Pairs(size, new RandomStream(key)), size);
}

/// <summary>Two populations that are to be connected.</summary>
/// <param name="Sources">Number of pre-synaptic neurons.</param>
/// <param name="Targets">Number of post-synaptic neurons.</param>
/// <param name="IsRecurrent">Whether they are the same population.</param>
/// <param name="Projection">Name of the projection between them, by which a file may know its synapses.</param>
public readonly record struct PairSize(int Sources, int Targets, bool IsRecurrent, string Projection = "")
{
    /// <summary>How many pre-synaptic neurons one post-synaptic neuron can be connected with.</summary>
    internal int SourcesPerTarget(bool autapses) => Sources - (IsRecurrent && !autapses ? 1 : 0);

    /// <summary>How many post-synaptic neurons one pre-synaptic neuron can be connected with.</summary>
    internal int TargetsPerSource(bool autapses) => Targets - (IsRecurrent && !autapses ? 1 : 0);

    /// <summary>Number of pairs of neurons that can be connected.</summary>
    internal long Pairs(bool autapses) => (long)Sources * TargetsPerSource(autapses);

    /// <summary>A number of neurons in a sentence.</summary>
    internal static string Neurons(int count) => count == 1 ? "1 neuron" : string.Create(CultureInfo.InvariantCulture, $"{count} neurons");
}

/// <summary>Every pair of neurons is connected with the same probability, independently of all others. There are no multapses.</summary>
/// <remarks><code>
/// P(j -> i) = probability
/// </code></remarks>
/// <example><code>
/// { "type": "probability", "probability": 0.1 }
/// </code></example>
[VariantName("probability")]
public sealed record ProbabilityConnectivityDescription : ConnectivityDescription
{
    /// <summary>Probability with which each pair of neurons is connected.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public required double Probability { get; init; }

    /// <summary>Whether a neuron can be connected with itself.</summary>
    public bool Autapses { get; init; }

    /// <inheritdoc/>
    public override double SynapsesOf(PairSize size) => Probability * size.Pairs(Autapses);

    internal override bool IsComplete => Probability == 1 && !Autapses;

    internal override Connectivity Create(RandomKey key, PairSize size) =>
        Connectivity.Random(key, size.Sources, size.Targets, Probability, excludeSelf: size.IsRecurrent && !Autapses);
}

/// <summary>Every neuron is connected with every neuron of the other population, once.</summary>
/// <example><code>
/// { "type": "all-to-all" }
/// </code></example>
[VariantName("all-to-all")]
internal sealed record AllToAllConnectivityDescription : ConnectivityDescription
{
    /// <summary>Whether a neuron is connected with itself.</summary>
    public bool Autapses { get; init; }

    /// <inheritdoc/>
    public override double SynapsesOf(PairSize size) => size.Pairs(Autapses);

    internal override bool IsComplete => !Autapses;

    internal override Connectivity Create(RandomKey key, PairSize size) =>
        Connectivity.Random(key, size.Sources, size.Targets, 1, excludeSelf: size.IsRecurrent && !Autapses);
}

/// <summary>Neuron i is connected with neuron i of another population, which has the same size.</summary>
/// <example><code>
/// { "type": "one-to-one" }
/// </code></example>
[VariantName("one-to-one")]
public sealed record OneToOneConnectivityDescription : ConnectivityDescription
{
    /// <inheritdoc/>
    public override double SynapsesOf(PairSize size) => size.Sources;

    /// <inheritdoc/>
    public override (string? Property, string Message)? Misfit(PairSize size) =>
        size.Sources != size.Targets
            ? (null, $"connects neurons one to one, but there are {PairSize.Neurons(size.Sources)} on one side and "
                + $"{PairSize.Neurons(size.Targets)} on the other.")
            : size.IsRecurrent ? (null, "would connect every neuron with itself; connect two populations.")
            : null;

    internal override Connectivity Create(RandomKey key, PairSize size) => FixedConnectivity.OneToOne(size);
}

/// <summary>
/// Base of the kinds with a fixed number of synapses. Whether there are autapses and multapses has no default: NEST allows both unless it
/// is told otherwise, and kinds with a probability have neither, so a default would be a mistake for half of the users.
/// </summary>
public abstract record FixedConnectivityDescription : ConnectivityDescription
{
    /// <summary>Whether a neuron can be connected with itself. A file has to say it, because simulators differ in what is usual.</summary>
    public required bool Autapses { get; init; }

    /// <summary>Whether a neuron can have several synapses onto the same neuron. A file has to say it, for the same reason.</summary>
    public required bool Multapses { get; init; }

    /// <summary>The rest of a sentence about a number that is too large, which says what is possible; null: it is not too large.</summary>
    /// <param name="wanted">The number.</param>
    /// <param name="available">How many different ones there are.</param>
    /// <param name="what">What they are.</param>
    private protected string? TooMany(double wanted, double available, string what) =>
        available == 0 && wanted > 0 ? $"there is no pair of neurons to connect without autapses."
        : Multapses || wanted <= available ? null
        : string.Create(CultureInfo.InvariantCulture, $"there are {available} {what}, so without multapses it can be at most {available}.");
}

/// <summary>Every post-synaptic neuron gets the same number of synapses, from sources that are drawn at random, all alike.</summary>
/// <remarks><code>
/// without multapses: every set of degree sources has the same probability
/// with multapses: each of the degree sources is drawn independently of the others
/// </code></remarks>
/// <example><code>
/// { "type": "fixed-in-degree", "degree": 100, "autapses": false, "multapses": false }
/// </code></example>
[VariantName("fixed-in-degree")]
public sealed record FixedInDegreeDescription : FixedConnectivityDescription
{
    /// <summary>Number of synapses onto each post-synaptic neuron.</summary>
    [Bounds(AtLeast = 0, AtMost = 10_000_000)]
    public required int Degree { get; init; }

    /// <inheritdoc/>
    public override double SynapsesOf(PairSize size) => (double)Degree * size.Targets;

    /// <inheritdoc/>
    public override (string? Property, string Message)? Misfit(PairSize size) =>
        TooMany(Degree, size.SourcesPerTarget(Autapses), "sources of a neuron") is { } message ? (nameof(Degree), message) : null;

    internal override Connectivity Create(RandomKey key, PairSize size) => FixedConnectivity.InDegree(key, size, this);
}

/// <summary>Every pre-synaptic neuron has the same number of synapses, onto targets that are drawn at random, all alike.</summary>
/// <remarks><code>
/// without multapses: every set of degree targets has the same probability
/// with multapses: each of the degree targets is drawn independently of the others
/// </code></remarks>
/// <example><code>
/// { "type": "fixed-out-degree", "degree": 100, "autapses": false, "multapses": false }
/// </code></example>
[VariantName("fixed-out-degree")]
public sealed record FixedOutDegreeDescription : FixedConnectivityDescription
{
    /// <summary>Number of synapses of each pre-synaptic neuron.</summary>
    [Bounds(AtLeast = 0, AtMost = 10_000_000)]
    public required int Degree { get; init; }

    /// <inheritdoc/>
    public override double SynapsesOf(PairSize size) => (double)Degree * size.Sources;

    /// <inheritdoc/>
    public override (string? Property, string Message)? Misfit(PairSize size) =>
        TooMany(Degree, size.TargetsPerSource(Autapses), "targets of a neuron") is { } message ? (nameof(Degree), message) : null;

    internal override Connectivity Create(RandomKey key, PairSize size) => FixedConnectivity.OutDegree(key, size, this);
}

/// <summary>
/// The projection has a given number of synapses, between pairs of neurons that are drawn at random, all alike. With autapses and multapses
/// it is the connectivity of the cortical microcircuit of Potjans and Diesmann (2014).
/// </summary>
/// <remarks><code>
/// without multapses: every set of synapses pairs has the same probability
/// with multapses: source and target of each synapse are drawn independently of everything
/// with a probability p: synapses = ln(1 - p)/ln(1 - 1/pairs), rounded; of a single pair, p rounded
/// </code></remarks>
/// <example><code>
/// { "type": "fixed-total-number", "synapses": 20000, "autapses": true, "multapses": true }
/// </code></example>
[VariantName("fixed-total-number")]
public sealed record FixedTotalNumberDescription : FixedConnectivityDescription
{
    /// <summary>Number of synapses between each pair of populations of the projection. Give this or probability.</summary>
    [Bounds(AtLeast = 0, AtMost = 2e9)]
    public int? Synapses { get; init; }

    /// <summary>
    /// Probability with which a pair of neurons has a synapse or several: the number of synapses is that with which independent draws, with
    /// multapses, give this probability.
    /// </summary>
    [Bounds(AtLeast = 0, AtMost = 0.999)]
    public double? Probability { get; init; }

    /// <inheritdoc/>
    public override double SynapsesOf(PairSize size) =>
        Synapses ?? (size.Pairs(Autapses) <= 1
            ? Math.Round((Probability ?? 0) * size.Pairs(Autapses))
            : Math.Round(Logarithms.OnePlus(-Probability ?? 0) / Logarithms.OnePlus(-1.0 / size.Pairs(Autapses))));

    /// <inheritdoc/>
    public override (string? Property, string Message)? Misfit(PairSize size)
    {
        if (Synapses is null == Probability is null)
        {
            return (null, Synapses is null
                ? "needs one of \"synapses\" and \"probability\"; none is given."
                : "has both \"synapses\" and \"probability\"; take away one of the two.");
        }

        string given = Synapses is null ? nameof(Probability) : nameof(Synapses);
        double synapses = size.Pairs(Autapses) == 0 ? Synapses ?? (Probability > 0 ? 1 : 0) : SynapsesOf(size);
        return TooMany(synapses, size.Pairs(Autapses), "pairs of neurons") is { } message ? (given, message) : null;
    }

    internal override Connectivity Create(RandomKey key, PairSize size) => FixedConnectivity.TotalNumber(key, size, this);
}

/// <summary>
/// The synapses are listed in a file: of an earlier run (recorder "synapses"), or from elsewhere. An .npz file has the arrays
/// PROJECTION_source and PROJECTION_target, or source and target; a CSV file the columns source and target, and perhaps a column projection
/// with the name of the projection that a row belongs to; a SONATA file (HDF5) has /edges/PROJECTION with source_node_id and
/// target_node_id. Neurons are counted from 0. Autapses and multapses are those of the file.
/// </summary>
/// <example><code>
/// { "type": "file", "file": "synapses.npz" }
/// </code></example>
[VariantName("file")]
public sealed record FileConnectivityDescription : ConnectivityDescription
{
    /// <summary>The file, relative to the folder of the file that names it.</summary>
    [NotEmpty, FilePath(IsFull = true)]
    public required string File { get; init; }

    /// <summary>
    /// Name of the projection whose synapses are taken, as tables have it: "input -> hidden soma-ampa"; absent: that of this projection.
    /// </summary>
    [NotEmpty]
    public string? Projection { get; init; }

    /// <inheritdoc/>
    public override double SynapsesOf(PairSize size) => SynapseTable.Count(File, Projection ?? size.Projection);

    internal override bool IsOfFile => true;

    /// <inheritdoc/>
    public override (string? Property, string Message)? Misfit(PairSize size)
    {
        try
        {
            SynapseTable.Read(File, Projection ?? size.Projection, size, null);
            return null;
        }
        catch (DataFileException e)
        {
            return (nameof(File), $"this does not fit: {e.Message}");
        }
    }

    internal override Connectivity Create(RandomKey key, PairSize size)
    {
        SynapseTable table = SynapseTable.Read(File, Projection ?? size.Projection, size, null);
        AlignedArray<int> rows = new(size.Sources + 1), targetOf = new(table.Targets.Length);
        foreach (int source in table.Sources) rows.Span[source + 1]++;
        for (int source = 0; source < size.Sources; source++) rows.Span[source + 1] += rows.Span[source];
        table.Targets.CopyTo(targetOf.Span);
        return new Connectivity(size.Sources, size.Targets, rows, targetOf, RowOrder.AscendingOrEqual);
    }
}
