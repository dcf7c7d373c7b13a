using Spiking.Engine;
using Spiking.Files;
using Spiking.Protocols;
using Spiking.Protocols.Pairing;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;

namespace Spiking.Tests.Fingerprints;

/// <summary>Numbers and hashes by which short runs are compared.</summary>
/// <param name="Events">Number of events of all neurons; of a protocol or rate model: number of results.</param>
/// <param name="Bursts">Number of bursts of all neurons.</param>
/// <param name="Spikes">Fingerprint of all spikes; of a protocol or rate model: of all results.</param>
/// <param name="Learned">Fingerprint of all weights and cancellations that learning changes; null where nothing learns.</param>
internal sealed record ShortRunOutcome(long Events, long Bursts, ulong Spikes, ulong? Learned)
{
    /// <summary>Carries out a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="threads">Number of threads.</param>
    public static ShortRunOutcome Of(ShortRun run, int threads)
    {
        string path = TestFiles.Of("networks", run.File + ".json");
        if (SourceFile.Read(path, "rate model").Has(ExperimentDescription.KindKey)) return OfRateModel(path, run.Changes, threads);
        bool isProtocol = File.ReadAllText(path).Contains("\"protocol.schema.json\"", StringComparison.Ordinal);
        return !isProtocol
            ? Of(NetworkDescription.File.Load(path, run.Changes), threads)
            : ProtocolDescription.File.Load(path, run.Changes) switch
            {
                PairingProtocolDescription pairing => Of(ProtocolRunner.Run(pairing, threads)),
                ProtocolDescription other => throw new NotSupportedException($"{run.Name}: no fingerprint of a {other.GetType().Name} yet"),
            };
    }

    /// <summary>Runs a network, with its task if it has one.</summary>
    public static ShortRunOutcome Of(NetworkDescription description, int threads)
    {
        Network network = NetworkBuilder.Build(description);
        using Crew? crew = Crew.For(network, threads);
        Simulation simulation = new(network, [], 1);
        if (description.Task is TaskDescription task) simulation.Run(task.Create(simulation));
        else simulation.Advance(network.Steps(description.Duration!.Value));
        return new ShortRunOutcome(
            network.Populations.Sum(p => p.EventCount),
            network.Populations.Sum(p => p.BurstCount),
            network.SpikesHash,
            network.Learners.Count == 0 ? null : network.WeightsHash);
    }

    private static ShortRunOutcome Of(ProtocolResult result)
    {
        double[] numbers =
            [.. result.Curves.SelectMany(c => c.Points).SelectMany(p => new[] { p.Condition, p.Mean, p.StandardDeviation, p.Theory })];
        return new ShortRunOutcome(numbers.Length, 0, Hash(numbers), null);
    }

    private static ShortRunOutcome OfRateModel(string path, IReadOnlyList<string> changes, int threads)
    {
        IReadOnlyList<RunnableCase> cases = ExperimentCases.Load(path, changes, []);
        ExperimentResult result =
            cases[0].Description.Run(cases, new ExperimentContext(new DataFolders(), threads, CancellationToken.None));

        // Short tables are summaries, with computing times among them.
        double[] numbers = [.. result.Tables.Where(table => !table.IsShort).SelectMany(table => table.Rows).SelectMany(row => row.Numbers)];
        Fingerprint learned = Fingerprint.Empty;
        foreach ((_, ulong hash) in result.Hashes) learned.Add(hash);
        return new ShortRunOutcome(numbers.Length, 0, Hash(numbers), learned.Value);
    }

    private static ulong Hash(ReadOnlySpan<double> numbers)
    {
        Fingerprint hash = Fingerprint.Empty;
        foreach (double number in numbers) hash.Add(BitConverter.DoubleToUInt64Bits(number));
        return hash.Value;
    }
}
