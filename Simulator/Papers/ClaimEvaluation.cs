using Spiking.Numerics;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Papers;

/// <summary>A number with its standard error.</summary>
/// <param name="Mean">Mean over the seeds; NaN: some run has no such number.</param>
/// <param name="StandardError">Its standard error; NaN with a single seed.</param>
/// <param name="Seeds">Number of seeds.</param>
internal readonly record struct MeasuredNumber(double Mean, double StandardError, int Seeds);

/// <summary>Verdict on a claim.</summary>
internal enum Verdict
{
    /// <summary>The number is where the claim says.</summary>
    Holds,

    /// <summary>It is not.</summary>
    DoesNotHold,

    /// <summary>It was not measured.</summary>
    NotChecked,
}

/// <summary>A claim with what was measured.</summary>
/// <param name="Name">Its name in the paper file.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Ours">The measured number; null: it was not measured.</param>
/// <param name="Verdict">Whether the claim holds.</param>
/// <param name="Control">The same number in the control; null: there is none, or it was not measured.</param>
/// <param name="ControlShows">Whether the control shows what only the claim should; null: it was not measured.</param>
/// <param name="Reason">Why it was not checked; empty if it was.</param>
internal sealed record ClaimOutcome(
    string Name, ClaimDescription Claim, MeasuredNumber? Ours, Verdict Verdict, MeasuredNumber? Control, bool? ControlShows, string Reason)
{
    /// <summary>
    /// Whether the outcome is at odds with what is expected: a claim that should hold does not or could not be checked, or its control
    /// shows it too.
    /// </summary>
    public bool IsRed => Claim.Expected == Expectation.Holds && !IsLeftOut && (Verdict != Verdict.Holds || ControlShows == true);

    /// <summary>
    /// Whether the claim is not to be checked, because the paper file says why, or its experiment is not part of the quick form.
    /// </summary>
    public bool IsLeftOut { get; init; }
}

/// <summary>Decides claims by what their runs have left.</summary>
/// <param name="plan">The claims and experiments.</param>
/// <param name="folder">Folder of all results of the paper.</param>
/// <param name="finished">Folders of the runs that are finished.</param>
/// <param name="missing">By the folders of the runs that cannot begin, the name of the data set that is not here.</param>
internal sealed class ClaimEvaluation(
    PaperPlan plan, string folder, IReadOnlySet<string> finished, IReadOnlyDictionary<string, string> missing)
{
    private readonly Dictionary<string, IReadOnlyList<Measurement>> _measured = [];

    /// <summary>Decides all claims of the plan, in their order.</summary>
    public IReadOnlyList<ClaimOutcome> Evaluate() => [.. plan.Claims.Select(name => Evaluate(name, plan.Paper.Claims[name]))];

    /// <summary>Whether a number is within a bound.</summary>
    public static bool IsWithin(MeasuredNumber number, BoundDescription bound, ReferenceDescription? reference)
    {
        double error = double.IsNaN(number.StandardError) ? 0 : number.StandardError, distance = bound.StandardErrors * error;
        if (double.IsNaN(number.Mean)) return false;
        if (bound.Above is double low && !(number.Mean - distance > low)) return false;
        if (bound.Below is double high && !(number.Mean + distance < high)) return false;
        if (bound.Allowance is not double allowance || reference is null) return true;
        return Math.Abs(number.Mean - reference.Value) <= bound.StandardErrors
            * Math.Sqrt(error * error + reference.Spread * reference.Spread) + allowance;
    }

    private ClaimOutcome Evaluate(string name, ClaimDescription claim)
    {
        if (plan.NotChecked(name) is string reason)
            return new ClaimOutcome(name, claim, null, Verdict.NotChecked, null, null, reason) { IsLeftOut = true };
        if (WithoutData(claim) is string data) return new ClaimOutcome(name, claim, null, Verdict.NotChecked, null, null, data);
        BoundDescription bound = claim.Bound!;
        try
        {
            MeasuredNumber ours = Measure(claim, measure => measure);
            Verdict verdict = IsWithin(ours, bound, claim.Reference) ? Verdict.Holds : Verdict.DoesNotHold;
            if (claim.Control is not ControlDescription control) return new ClaimOutcome(name, claim, ours, verdict, null, null, "");
            string replaced = claim.Measure!.Experiment;
            MeasuredNumber there = Measure(claim, measure => measure.Experiment != replaced
                ? measure
                : measure with
                {
                    Experiment = control.Experiment,
                    Number = ReferenceEquals(measure, claim.Measure) ? control.Number ?? measure.Number : measure.Number,
                    Where = [.. measure.Where.Select(choice => Replacement(choice, control) ?? choice)],
                });
            return new ClaimOutcome(name, claim, ours, verdict, there, IsWithin(there, bound, claim.Reference), "");
        }
        catch (Exception e) when (e is CommandException or FormatException)
        {
            return new ClaimOutcome(name, claim, null, Verdict.NotChecked, null, null, e.Message);
        }
    }

    private string? WithoutData(ClaimDescription claim)
    {
        foreach (PlannedExperiment experiment in PaperPlan.Experiments(claim).Select(plan.Planned))
        {
            string? set = Enumerable.Range(1, experiment.Seeds).Select(seed => missing.GetValueOrDefault(experiment.Folder(folder, seed)))
                .FirstOrDefault(name => name is not null);
            if (set is not null)
                return $"the experiment \"{experiment.Name}\" needs the data set \"{set}\", which was not found; --data FOLDER "
                    + "says where it is.";
        }

        return null;
    }

    private static string? Replacement(string choice, ControlDescription control) => control.Where.FirstOrDefault(other =>
        RowFilter.TryParse(other)!.Column == RowFilter.TryParse(choice)!.Column);

    // Numbers of the same runs are combined run by run; those of different experiments have independent errors.
    private MeasuredNumber Measure(ClaimDescription claim, Func<MeasureDescription, MeasureDescription> at)
    {
        MeasureDescription measure = at(claim.Measure!);
        MeasureDescription? minus = claim.Minus is null ? null : at(claim.Minus), over = claim.Over is null ? null : at(claim.Over);
        double[] values = Values(measure);
        double[]? subtracted = minus is null ? null : Values(minus), divisors = over is null ? null : Values(over);
        bool samePair = minus is null || minus.Experiment == measure.Experiment,
            sameAll = over is null || over.Experiment == measure.Experiment;
        if (samePair && sameAll)
            return Of([.. values.Select((value, i) => (value - (subtracted?[i] ?? 0)) / (divisors?[i] ?? 1))]);
        MeasuredNumber difference = samePair
            ? Of([.. values.Select((value, i) => value - (subtracted?[i] ?? 0))])
            : Difference(Of(values), Of(subtracted!));
        return divisors is null ? difference : Ratio(difference, Of(divisors));
    }

    private double[] Values(MeasureDescription measure)
    {
        PlannedExperiment experiment = plan.Planned(measure.Experiment);
        return [.. Enumerable.Range(1, experiment.Seeds).Select(seed => Value(measure, experiment, seed))];
    }

    private double Value(MeasureDescription measure, PlannedExperiment experiment, int seed)
    {
        string run = experiment.Folder(folder, seed);
        if (!finished.Contains(run)) throw new CommandException($"the run \"{experiment.Label(seed)}\" is not finished.");
        if (measure.Table is string table)
        {
            RowFilter[] filters = [.. measure.Where.Select(text => RowFilter.TryParse(text)!)];
            double[] numbers = RunTable.Read(Path.Combine(run, table)).Numbers(measure.Column!, filters);
            return numbers.Length > 0
                ? RunTable.Take(numbers, measure.Take)
                : throw new CommandException($"{Path.Combine(run, table)} has no row"
                    + (measure.Where.Count > 0 ? $" with {string.Join(" and ", measure.Where)}." : "."));
        }

        string path = Path.Combine(run, Measurements.FileName);
        if (!_measured.TryGetValue(path, out IReadOnlyList<Measurement>? measured)) _measured.Add(path, measured = Measurements.Read(path));
        string[] known = [.. measured.Select(m => m.Name)];
        int place = Array.IndexOf(known, measure.Number);
        return place >= 0
            ? measured[place].Value
            : throw new CommandException($"the runs of \"{experiment.Name}\" measure no number "
                + $"\"{measure.Number}\"{Names.DidYouMean(measure.Number!, known)} {path} has all {known.Length}.");
    }

    private static MeasuredNumber Of(double[] values)
    {
        Spread spread = Spread.Of(values);
        return new MeasuredNumber(spread.Mean, spread.StandardError, values.Length);
    }

    private static MeasuredNumber Difference(MeasuredNumber a, MeasuredNumber b) =>
        new(a.Mean - b.Mean, Root(a.StandardError, b.StandardError), Math.Min(a.Seeds, b.Seeds));

    private static MeasuredNumber Ratio(MeasuredNumber a, MeasuredNumber b) => new(
        a.Mean / b.Mean, Root(a.StandardError / b.Mean, a.Mean * b.StandardError / (b.Mean * b.Mean)), Math.Min(a.Seeds, b.Seeds));

    // Only one of the two may have been measured with several seeds.
    private static double Root(double a, double b) =>
        double.IsNaN(a) ? Math.Abs(b) : double.IsNaN(b) ? Math.Abs(a) : Math.Sqrt(a * a + b * b);
}
