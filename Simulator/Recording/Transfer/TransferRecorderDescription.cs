using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Recording.Transfer;

/// <summary>
/// Response of a population to each level of the staircase current that is injected into it (event rate, burst rate, burst probability),
/// into transfer.csv and a figure.
/// </summary>
/// <example><code>
/// { "type": "transfer", "population": "cells", "compartment": "soma", "window": "0.5 s" }
/// </code></example>
[VariantName("transfer")]
internal sealed record TransferRecorderDescription : RecorderDescription
{
    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <summary>The compartment into which the staircase current flows.</summary>
    public Compartment Compartment { get; init; } = Compartment.Dendrite;

    /// <summary>The last stretch of every level, in which the response is measured.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Window { get; init; } = 0.5;

    /// <summary>
    /// Burst probability is the mean over bins of this width (those without events left out) of the share of the events of a bin that
    /// become bursts. (The published program divides the bursts of a bin by its events; with thousands of cells there is no difference.)
    /// </summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Bin { get; init; } = 25e-3;

    /// <summary>
    /// The staircase currents that flow into the population and compartment; a network that has been checked has exactly one.
    /// </summary>
    public IEnumerable<StaircaseCurrentDescription> Staircases(NetworkDescription network) =>
        network.Populations[Population].Currents.OfType<StaircaseCurrentDescription>().Where(current => current.Compartment == Compartment);

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) => new TransferRecorder(context, this);

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        findings.CheckWholeSteps(this, nameof(Window), Window);
        findings.CheckWholeSteps(this, nameof(Bin), Bin);
        findings.Require(TimeGrid.IsMultiple(Window, Bin) && Bin <= Window, this, [nameof(Bin), nameof(Window)], () =>
            $"{findings.Found(this, nameof(Bin))}; a whole number of bins must fill {findings.Other(this, nameof(Window))}.");
        if (!findings.IsSound(this, nameof(Population), nameof(Compartment))) return;
        if (findings.UnknownPopulation(Population) is string message)
            findings.Report(this, nameof(Population), message);
        else if (findings.Network.Populations.TryGetValue(Population, out PopulationDescription? population)
            && findings.IsSound(population, nameof(population.Currents)))
            CheckStaircase(findings);
    }

    private void CheckStaircase(NetworkFindings findings)
    {
        string compartment = Compartment == Compartment.Soma ? "soma" : "dendrite";
        List<StaircaseCurrentDescription> staircases = [.. Staircases(findings.Network)];
        if (staircases.Count != 1)
        {
            string found = staircases.Count == 0 ? "no staircase current flows" : "more than one staircase current flows";
            findings.Report(this, $"{found} into the {compartment} of \"{Population}\"; this recorder needs exactly one, "
                + "{ \"type\": \"staircase\", ... } among its currents.");
            return;
        }

        StaircaseCurrentDescription staircase = staircases[0];
        findings.Require(
            !findings.IsSound(staircase, nameof(staircase.LevelDuration)) || Window <= staircase.LevelDuration * (1 + 1e-9),
            this,
            [nameof(Window)],
            () => $"{findings.Found(this, nameof(Window))}; it must not be longer than a level of the staircase current, "
                + $"{Findings.Show(staircase.LevelDuration)}.");
        if (findings.Network.Duration is not double duration) return;
        if (!findings.IsSound(staircase, nameof(staircase.From), nameof(staircase.LevelDuration), nameof(staircase.Levels))) return;
        double end = staircase.From + staircase.Levels * staircase.LevelDuration;
        findings.Require(end <= duration * (1 + 1e-9), this, [nameof(Population)], () =>
            $"the staircase current of \"{Population}\" needs {Findings.Show(end)}, but the network runs for "
            + $"{Findings.Show(duration)} only.");
    }
}
