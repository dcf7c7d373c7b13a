using Spiking.Engine.Checking;
using Spiking.Files;

namespace Spiking.Protocols;

/// <summary>
/// Everything one protocol file says: an experiment with equations, records and figures of its own, which is not a network of populations
/// and projections. The key "protocol" says of which kind it is.
/// </summary>
[VariantKey("protocol")]
internal abstract record ProtocolDescription
{
    /// <summary>Name of the experiment; results go into results/NAME.</summary>
    [NotEmpty]
    public required string Name { get; init; }

    /// <summary>Description of the experiment in a sentence or two.</summary>
    public string Description { get; init; } = "";

    /// <summary>Seed of all random decisions. The same file and seed give bit-identical results.</summary>
    [Bounds(AtLeast = 0)]
    public long Seed { get; init; } = 1;

    /// <summary>Number of independent realizations; tables and figures show their mean and its standard error.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public int Realizations { get; init; } = 1;

    /// <summary>Reads, checks and describes such files.</summary>
    internal static DescriptionFile<ProtocolDescription> File { get; } =
        new("protocol", Check, ("network", "populations"));

    /// <summary>Checks what the bounds of single values do not tell: that the parts of the protocol fit together.</summary>
    /// <param name="source">Where its records were read; values that it calls faulty are placeholders.</param>
    /// <param name="file">How messages call the file.</param>
    /// <param name="problems">The list to add every mistake to.</param>
    protected abstract void Check(SourceMap source, string file, List<Problem> problems);

    private static void Check(ProtocolDescription protocol, SourceMap source, string file, List<Problem> problems)
    {
        RunChecks.CheckFolderName(new Findings(source, file, problems), protocol, nameof(protocol.Name), protocol.Name);
        protocol.Check(source, file, problems);
    }
}
