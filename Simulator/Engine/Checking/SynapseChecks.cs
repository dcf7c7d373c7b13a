using System.Globalization;
using Spiking.Files;
using Spiking.Synapses;

namespace Spiking.Engine.Checking;

/// <summary>Checks of what connects two populations: connectivity, and how weights and delays spread.</summary>
internal static class SynapseChecks
{
    private const double MostDelay = 1;

    /// <summary>Whether all that says which neurons are connected could be read.</summary>
    public static bool IsConnectivitySound(NetworkFindings findings, ProjectionDescription projection) =>
        findings.IsSound(projection, nameof(projection.Probability), nameof(projection.MeanInDegree), nameof(projection.Connectivity));

    public static void Check(NetworkFindings findings, ProjectionDescription projection)
    {
        CheckConnectivity(findings, projection);
        if (projection.Weights is SynapseFileDescription file) CheckWeightFile(findings, projection, file);
        if (projection.WeightSpread is SpreadDescription weights)
            CheckSpread(findings, projection, nameof(projection.WeightSpread), weights);
        if (projection.Delays is SynapseFileDescription delayFile)
        {
            CheckDelayFile(findings, projection, delayFile);
            return;
        }

        if (projection.DelaySpread is not SpreadDescription delays)
        {
            findings.CheckWholeSteps(projection, nameof(projection.Delay), projection.Delay);
            return;
        }

        CheckSpread(findings, projection, nameof(projection.DelaySpread), delays);
        CheckDelays(findings, projection, delays);
    }

    private static void CheckConnectivity(NetworkFindings findings, ProjectionDescription projection)
    {
        if (!IsConnectivitySound(findings, projection)) return;
        string[] given =
        [
            .. projection.Probability is null ? [] : (string[])[nameof(projection.Probability)],
            .. projection.MeanInDegree is null ? [] : (string[])[nameof(projection.MeanInDegree)],
            .. projection.Connectivity is null ? [] : (string[])[nameof(projection.Connectivity)],
        ];
        if (given.Length == 0)
            findings.Report(projection, "one of \"probability\", \"meanInDegree\" and \"connectivity\" is needed; none is given.");
        if (given.Length > 1)
            findings.Report(projection, given[^1], $"\"{FieldShape.KeyOf(given[0])}\" is given too; take away one of the two.");
        if (projection.MeanInDegree is double degree) CheckMeanInDegree(findings, projection, degree);
        if (projection.Connectivity is ConnectivityDescription connectivity) CheckPairs(findings, projection, connectivity);
    }

    private static void CheckPairs(NetworkFindings findings, ProjectionDescription projection, ConnectivityDescription connectivity)
    {
        foreach (string from in projection.From)
        {
            foreach (string to in projection.To)
            {
                if (findings.SizeOf(from) is not int sources || findings.SizeOf(to) is not int targets) continue;
                PairSize size = new(sources, targets, from == to, projection.NameOf(from, to));
                string pair = $"from \"{from}\" to \"{to}\" ";
                if (connectivity.Misfit(size) is not var (property, message))
                {
                    double synapses = connectivity.SynapsesOf(size);
                    if (double.IsFinite(synapses) && synapses >= 0) continue;
                    findings.Report(connectivity, string.Create(CultureInfo.InvariantCulture,
                        $"\"{Kinds.NameOf(connectivity)}\" {pair}has {synapses} synapses, says SynapsesOf of "
                        + $"{connectivity.GetType().Name}; a finite number of at least 0 is needed."));
                    continue;
                }

                if (property is null) findings.Report(connectivity, $"\"{Kinds.NameOf(connectivity)}\" {pair}{message}");
                else if (!Findings.HasKey(connectivity, property))
                    findings.Report(connectivity,
                        $"Misfit of {connectivity.GetType().Name} names the key \"{property}\", which it has not: {pair}{message}");
                else findings.Require(false, connectivity, [property], () => $"{findings.Found(connectivity, property)}; {pair}{message}");
            }
        }
    }

    private static void CheckWeightFile(NetworkFindings findings, ProjectionDescription projection, SynapseFileDescription file)
    {
        foreach ((string property, bool isGiven) in ((string, bool)[])
            [
                (nameof(projection.Weight), projection.Weight is not null),
                (nameof(projection.Amplitude), projection.Amplitude is not null),
                (nameof(projection.Current), projection.Current is not null),
                (nameof(projection.WeightSpread), projection.WeightSpread is not null),
                (nameof(projection.Cancellation), projection.Cancellation is not null),
            ])
            findings.Require(!isGiven, projection, [property, nameof(projection.Weights)],
                () => "\"weights\" gives the weights from a file; take away one of the two.");
        CheckSynapseFile(findings, projection, file, projection.WeightBounds);
    }

    private static void CheckDelayFile(NetworkFindings findings, ProjectionDescription projection, SynapseFileDescription file)
    {
        const string Delays = nameof(projection.Delays);
        foreach ((string property, bool isGiven) in ((string, bool)[])
            [(nameof(projection.Delay), projection.Delay != 0), (nameof(projection.DelaySpread), projection.DelaySpread is not null)])
            findings.Require(!isGiven, projection, [property, Delays],
                () => "\"delays\" gives the delays from a file; take away one of the two.");
        foreach ((string property, bool isGiven, string obstacle) in ((string, bool, string)[])
            [
                (nameof(projection.Plasticity), projection.Plasticity is not null, "these synapses learn"),
                (nameof(projection.ShortTermPlasticity), HasOwnEfficacies(projection), OwnEfficacies),
                (nameof(projection.Cancellation), projection.Cancellation is not null, "feedback that is cancelled has one delay"),
            ])
            findings.Require(!isGiven, projection, [Delays, property], () =>
                $"{obstacle}, so they cannot have delays of their own from {file.File}; one delay for all is allowed (\"delay\"): "
                + $"take away either delays or {FieldShape.KeyOf(property)}.");
        if (findings.TimeStep is double step) CheckSynapseFile(findings, projection, file, new DelayBounds(step));
    }

    /// <summary>The longest delay of a projection (s); null: it cannot be known, because a file is wrong.</summary>
    public static double? LongestDelay(NetworkFindings findings, ProjectionDescription projection)
    {
        try
        {
            return findings.TimeStep is double step ? projection.LongestDelay(step) : null;
        }
        catch (DataFileException)
        {
            // The check of the file has reported it.
            return null;
        }
    }

    private static void CheckSynapseFile(
        NetworkFindings findings, ProjectionDescription projection, SynapseFileDescription file, SynapseColumn column)
    {
        if (!findings.IsSound(file, nameof(file.File)) || !IsConnectivitySound(findings, projection)) return;
        foreach (string from in projection.From)
        {
            foreach (string to in projection.To)
            {
                if (findings.SizeOf(from) is not int sources || findings.SizeOf(to) is not int targets) continue;
                string name = projection.NameOf(from, to);
                try
                {
                    SynapseTable.Read(file.File, file.Projection ?? name, new PairSize(sources, targets, from == to, name), column);
                }
                catch (DataFileException e)
                {
                    findings.Report(file, nameof(file.File),
                        $"{findings.Found(file, nameof(file.File))}; this does not fit {name}: {e.Message}");
                }
            }
        }
    }

    private static void CheckMeanInDegree(NetworkFindings findings, ProjectionDescription projection, double degree)
    {
        foreach (string name in projection.From)
        {
            // A neuron does not connect to itself.
            bool isRecurrent = projection.To.Contains(name);
            if (findings.SizeOf(name) is not { } size || degree <= size - (isRecurrent ? 1 : 0)) continue;
            string available = isRecurrent
                ? $"and a neuron gets no synapse from itself, so it can get at most {size - 1}"
                : $"so it can be at most {size}";
            findings.Report(projection, nameof(projection.MeanInDegree), string.Create(
                CultureInfo.InvariantCulture,
                $"{findings.Found(projection, nameof(projection.MeanInDegree))}; \"{name}\" has {PairSize.Neurons(size)}, {available}."));
        }
    }

    private static void CheckSpread(NetworkFindings findings, ProjectionDescription projection, string property, SpreadDescription spread)
    {
        if (spread.Range is var (low, lowValue, high, highValue)) findings.CheckBelow(spread, low, lowValue, high, highValue);
        findings.Require(projection.Cancellation is null, projection, [property, nameof(projection.Cancellation)], () =>
            $"feedback that is cancelled has one amplitude and one delay; take away either {FieldShape.KeyOf(property)} or cancellation.");
    }

    // Efficacies that a neuron has for all its synapses are remembered until a spike has reached the last of them.
    private const string OwnEfficacies =
        "with short-term plasticity that differs from synapse to synapse all of them see a spike at the same time";

    private static bool HasOwnEfficacies(ProjectionDescription projection) =>
        projection.ShortTermPlasticity is { DiffersBySynapse: true };

    private static void CheckDelays(NetworkFindings findings, ProjectionDescription projection, SpreadDescription spread)
    {
        findings.Require(projection.Plasticity is null, projection, [nameof(projection.DelaySpread), nameof(projection.Plasticity)], () =>
            "these synapses learn, and delays that differ between synapses that learn are not available; take away either "
            + "delaySpread or plasticity.");
        findings.Require(!HasOwnEfficacies(projection), projection,
            [nameof(projection.DelaySpread), nameof(projection.ShortTermPlasticity)], () =>
                $"{OwnEfficacies}; take away either delaySpread or shortTermPlasticity.");
        if (findings.TimeStep is double step)
        {
            findings.Require(projection.Delay >= step * 0.9995, projection, [nameof(projection.Delay)], () =>
                $"{findings.Found(projection, nameof(projection.Delay))}; delays that spread are at least one time step "
                + $"long, {Findings.Show(step)}.");
        }

        // Steps are stored in 16 bits.
        double longest = projection.Delay * Math.Max(1, spread.Largest),
            most = Math.Min(MostDelay, SynapseValues.MostDelaySteps * findings.TimeStep ?? MostDelay);
        findings.Require(longest <= most, projection,
            [nameof(projection.DelaySpread), nameof(projection.Delay)], () =>
                $"with {findings.Other(projection, nameof(projection.Delay))}, a synapse could get a delay of "
                + $"{Findings.Show(longest)}, and at most {Findings.Show(most)} is possible: "
                + $"{spread.Remedy}.");
    }
}
