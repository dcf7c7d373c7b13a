using System.Globalization;
using System.Text.Json;
using Spiking.Files;
using Spiking.Runs;

namespace Spiking.Sweeps;

/// <summary>
/// The folder of a sweep: sweep.json says what it runs, every run has a folder of its own, and what the finished ones have measured is
/// joined in summary.csv. A run is finished if its folder is there, because folders of runs are moved into place when they are complete.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class SweepFolder(string path)
{
    /// <summary>Name of the file that says what a sweep runs.</summary>
    public const string PlanFile = "sweep.json";

    /// <summary>Path of the folder of the whole sweep.</summary>
    public string Path => path;

    /// <summary>Folder of a run's results.</summary>
    public string Of(SweptRun run) => System.IO.Path.Combine(path, run.Folder);

    /// <summary>
    /// Writes what the sweep runs, with the full path of its file, for the command that joins the results later, which may be called in
    /// another folder. Tasks of an array job write the same at the same time.
    /// </summary>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public void Write(SweepPlan plan)
    {
        try
        {
            WritePlan(plan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = RunFolder.FileAbove(path) is string file ? $"{file} is a file, where a folder is needed." : e.Message;
            throw new CommandException($"the sweep cannot be written to {path}: {reason}");
        }
    }

    private void WritePlan(SweepPlan plan)
    {
        Directory.CreateDirectory(path);
        string temporary = System.IO.Path.Combine(path,
            string.Create(CultureInfo.InvariantCulture, $".{PlanFile}-{Environment.MachineName}-{Environment.ProcessId}"));
        File.WriteAllText(temporary, JsonSerializer.Serialize(Rooted(plan), IndentedJson.Options) + "\n");
        File.Move(temporary, System.IO.Path.Combine(path, PlanFile), overwrite: true);
    }

    private static SweepPlan Rooted(SweepPlan plan) => plan with { File = System.IO.Path.GetFullPath(plan.File) };

    /// <summary>
    /// A sweep joined to the earlier one whose runs are in the folder, so that the tables have the runs of both; the sweep itself where
    /// there is none.
    /// </summary>
    /// <param name="plan">The sweep.</param>
    /// <exception cref="CommandException">The earlier one varies or fixes something else.</exception>
    public SweepPlan Joined(SweepPlan plan)
    {
        if (!File.Exists(System.IO.Path.Combine(path, PlanFile))) return plan;
        SweepPlan earlier = Read();
        return plan.JoinedTo(earlier) ?? throw new CommandException(
            $"{path} holds a sweep {earlier.Kind()}; this one is {plan.Kind()}. Nothing was overwritten: use --run NAME for another "
            + "folder, or --force to replace its tables.");
    }

    /// <summary>Reads what the sweep runs.</summary>
    /// <exception cref="CommandException">The folder is not one of a sweep, or its file is damaged.</exception>
    public SweepPlan Read()
    {
        RunFolder.Require(path, "a sweep");
        string file = System.IO.Path.Combine(path, PlanFile);
        if (!File.Exists(file)) throw new CommandException($"{path} is no folder of a sweep: it has no {PlanFile}.");
        try
        {
            SweepPlan plan = Parse(RecordNode.Parse(File.ReadAllText(file)));
            if (plan.File.Length == 0) throw new FormatException("\"File\" is empty; the path of the experiment's file is needed.");
            if (Directory.Exists(plan.File))
                throw new FormatException($"\"File\", {plan.File}, is a folder; the experiment's file is needed.");
            return plan;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new CommandException($"{file} is damaged: {e.Message} The call that began the sweep writes it again with --force.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be read: {e.Message}");
        }
    }

    private static SweepPlan Parse(RecordNode text)
    {
        SweepPlan plan = new(
            text[nameof(SweepPlan.File)].Text, Texts(text[nameof(SweepPlan.Fixed)]), Texts(text[nameof(SweepPlan.Axes)]),
            [.. text[nameof(SweepPlan.Points)].Items.Select(Texts)], [.. text[nameof(SweepPlan.Seeds)].Items.Select(seed => seed.Integer)]);
        for (int i = 0; i < plan.Points.Count; i++)
            if (plan.Points[i].Count != plan.Axes.Count)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                    $"\"Points[{i}]\" has {plan.Points[i].Count} values; one for each of the {plan.Axes.Count} \"Axes\" is needed."));
        if (plan.Seeds.Distinct().Count() < plan.Seeds.Count) throw new FormatException("\"Seeds\" holds a seed twice.");
        if (plan.Points.DistinctBy(point => string.Join('\n', point)).Count() < plan.Points.Count)
            throw new FormatException("\"Points\" holds a point twice.");
        return plan;

        static IReadOnlyList<string> Texts(RecordNode list) => [.. list.Items.Select(item => item.Text)];
    }

    /// <summary>Measurements of the finished runs, in the order of the plan.</summary>
    /// <exception cref="CommandException">A file of a finished run is damaged.</exception>
    public IReadOnlyList<(SweptRun Run, IReadOnlyList<Measurement> Measured)> Finished(SweepPlan plan)
    {
        List<(SweptRun, IReadOnlyList<Measurement>)> finished = [];
        foreach (SweptRun run in plan.Runs())
        {
            string file = System.IO.Path.Combine(Of(run), Measurements.FileName);
            if (File.Exists(file)) finished.Add((run, Measurements.Read(file)));
        }

        return finished;
    }
}
