using Spiking.Files;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Engine.Checking;

/// <summary>Checks of what belongs to the network as a whole: its names, its duration, its definition of a burst.</summary>
internal static class RunChecks
{
    /// <summary>
    /// The largest number of letters of a name: names are parts of names of files and arrays, which can have 255, and of headings.
    /// </summary>
    public const int LongestName = 100;

    public static void Check(NetworkFindings findings)
    {
        NetworkDescription network = findings.Network;
        CheckFolderName(findings, network, nameof(network.Name), network.Name);
        CheckNames(findings, nameof(network.NeuronModels), findings.ModelNames);
        CheckNames(findings, nameof(network.Populations), findings.PopulationNames);
        findings.CheckSteps(network, nameof(network.BurstInterval), network.BurstInterval, 1);
        CheckDuration(findings, network);
    }

    /// <summary>Checks the name of an experiment, whose results go into a folder of this name.</summary>
    public static void CheckFolderName(Findings findings, object record, string property, string name) =>
        findings.Require(IsFileName(name), record, [property], () =>
            $"{findings.Found(record, property)}, but results go into a folder of this name: "
            + $"use letters, digits, \"-\", \"_\" and \".\", at most {LongestName} in all, and begin with a letter or digit.");

    /// <summary>Checks the names of cases, each of which has a folder of its name.</summary>
    /// <param name="findings">Where to report names that cannot be used.</param>
    /// <param name="record">The record that has the cases.</param>
    /// <param name="property">The property with the cases.</param>
    /// <param name="names">The names of the cases.</param>
    /// <param name="reserved">A name that is taken by a folder of another purpose; null: none is.</param>
    public static void CheckCaseNames(
        Findings findings, object record, string property, IEnumerable<string> names, string? reserved = null)
    {
        foreach (string name in names)
        {
            findings.Require(IsFileName(name) && name != reserved, record, [property], () =>
                $"\"{Shown.Value(name)}\" cannot be the name of a case, whose results go into a folder of this name: "
                + $"use letters, digits, \"-\", \"_\" and \".\", at most {LongestName} in all, "
                + (reserved is null ? "and begin with a letter or digit." : $"begin with a letter or digit, and not \"{reserved}\"."));
        }
    }

    private static void CheckDuration(NetworkFindings findings, NetworkDescription network)
    {
        bool hasTask = network.Task is not null || !findings.IsSound(network, nameof(network.Task));
        findings.Require(network.Duration is null || !hasTask, network, [nameof(network.Duration)], () =>
            "a task sets the duration itself; take away either duration or task.");
        if (!hasTask && network.Duration is null && findings.IsSound(network, nameof(network.Duration)))
            findings.Report(network,
                "the key \"duration\" is missing: a network without a task needs to be told how long to run, for example \"10 s\".");
        findings.CheckWholeSteps(network, nameof(network.Duration), network.Duration);
        findings.Require(network.Duration is not { } duration || duration <= TimeGrid.MostSteps * network.TimeStep, network,
            [nameof(network.Duration), nameof(network.TimeStep)],
            () => $"{findings.Found(network, nameof(network.Duration))}; with a time step of "
                + $"{Findings.Show(network.TimeStep)} a run can last at most {Findings.Show(TimeGrid.MostSteps * network.TimeStep)}.");
        findings.Require(network.LearningOnset is null || !hasTask, network, [nameof(network.LearningOnset)], () =>
            "a task turns plasticity on and off itself; take away either learningOnset or task.");
        if (network.LearningOnset is not { } onset)
            return;
        findings.CheckWithinRun(network, nameof(network.LearningOnset), onset);
        bool learns = network.Projections.Any(p => p.Plasticity is not null || !findings.IsSound(p, nameof(p.Plasticity)));
        findings.Require(learns, network,
            [nameof(network.LearningOnset), nameof(network.Projections)], () => "no projection of this network can learn; leave it out.");
    }

    // Names are used in paths of messages and overrides, where "." and "[" have a meaning, and in tables of results.
    private static void CheckNames(NetworkFindings findings, string property, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (!IsWord(name))
                findings.ReportName(property, name, $"\"{Shown.Value(name)}\" cannot be a name here: use letters, digits, \"-\" and \"_\", "
                    + $"at most {LongestName} in all, and begin with a letter.");
        }
    }

    private static bool IsWord(string name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Whether a name can be that of a folder of results.</summary>
    public static bool IsFileName(string name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
