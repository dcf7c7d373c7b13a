using System.Globalization;
using Spiking.Files;
using Spiking.Text;

namespace Spiking.Papers;

/// <summary>The verdicts as tables: claims.csv, and what people read of it.</summary>
internal static class ClaimTable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "claims.csv";

    /// <summary>Headings of the table that people read.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["figure", "claim", "reference", "ours", "bound", "verdict", "control"];

    private const string ControlShows = "shows it";

    private static readonly string[] s_columns =
    [
        "claim", "figure", "sentence", "reference", "reference_standard_error", "reference_source", "measured", "standard_error",
        "seeds", "bound", "because",
        "expected", "verdict", "control", "control_measured", "control_standard_error", "control_verdict", "no_control", "note",
    ];

    /// <summary>Writes claims.csv.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(IReadOnlyList<ClaimOutcome> outcomes, string folder)
    {
        string path = Path.Combine(folder, FileName);
        File.Delete(path);
        using CsvWriter csv = new(path, s_columns);
        foreach (ClaimOutcome outcome in outcomes)
        {
            ClaimDescription claim = outcome.Claim;
            csv.Add(outcome.Name).Add(claim.Figure).Add(claim.Sentence);
            csv.AddOrMissing(claim.Reference?.Value ?? double.NaN)
                .AddOrMissing(claim.Reference is { Spread: > 0 } r ? r.Spread : double.NaN).Add(Source(claim.Reference));
            Add(outcome.Ours).Add(outcome.Ours is MeasuredNumber ours ? ours.Seeds.ToString(CultureInfo.InvariantCulture) : "");
            csv.Add(Bound(claim)).Add(claim.Bound?.Because ?? "").Add(Expected(claim)).Add(Verdict(outcome.Verdict));
            csv.Add(claim.Control?.Change ?? "");
            Add(outcome.Control)
                .Add(outcome.ControlShows switch { true => ControlShows, false => "does not show it", _ => "" })
                .Add(claim.NoControl ?? "").Add(outcome.Reason).EndRow();

            CsvWriter Add(MeasuredNumber? number) =>
                csv.AddOrMissing(number?.Mean ?? double.NaN).AddOrMissing(number?.StandardError ?? double.NaN);
        }
    }

    /// <summary>A claim as people read it, in the order of <see cref="Headings"/>.</summary>
    /// <param name="row">A row of claims.csv.</param>
    public static IReadOnlyList<string> Row(IReadOnlyDictionary<string, string> row)
    {
        string without = row.GetValueOrDefault("no_control", "");
        string ours = Number(row["measured"], row["standard_error"]), note = row["note"], control = row["control"];
        string seeds = row["seeds"] is "" or "1" ? "" : $" (n = {row["seeds"]})";
        bool isOdd = row["expected"] == "holds" && row["verdict"] == Verdict(Papers.Verdict.DoesNotHold)
            || row["control_verdict"] == ControlShows;
        string expected =
            row["expected"] switch { "holds" or "" => "", "open" => " (open question)", string other => $" (expected: {other})" };
        return
        [
            row["figure"],
            row["sentence"],
            row["reference"].Length == 0 ? "" : $"{Number(row["reference"], row["reference_standard_error"])}, {row["reference_source"]}",
            ours + seeds,
            row["because"].Length > 0 ? $"{row["bound"]}: {row["because"]}" : row["bound"],
            row["verdict"] + (note.Length > 0 ? $": {note}" : "") + expected + (isOdd ? " !" : ""),
            control.Length > 0 ? $"{control}: {Control(row)}" : without.Length > 0 ? $"none: {without}" : "",
        ];
    }

    /// <summary>Whether a claim does not hold, or its control shows it too.</summary>
    /// <param name="row">A row of claims.csv.</param>
    public static bool IsDoubtful(IReadOnlyDictionary<string, string> row) =>
        row["verdict"] == Verdict(Papers.Verdict.DoesNotHold) || row["control_verdict"] == ControlShows;

    /// <summary>How many of a few claims hold: "2 of 3 hold", with those that were not checked.</summary>
    public static string Brief(IReadOnlyCollection<IReadOnlyDictionary<string, string>> rows)
    {
        int left = Of(rows, Papers.Verdict.NotChecked), holding = Of(rows, Papers.Verdict.Holds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{holding} of {rows.Count} {(holding == 1 ? "holds" : "hold")}{(left > 0 ? $", {left} not checked" : "")}");
    }

    /// <summary>How many claims hold, do not hold and were not checked, as a sentence.</summary>
    public static string Count(IReadOnlyCollection<IReadOnlyDictionary<string, string>> rows)
    {
        int shown = rows.Count(row => row["control_verdict"] == ControlShows),
            controls = rows.Count(row => row["control_verdict"].Length > 0);
        int holding = Of(rows, Papers.Verdict.Holds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Of {NumberText.Count(rows.Count, "claim")} {holding} {(holding == 1 ? "holds" : "hold")}, "
            + $"{Of(rows, Papers.Verdict.DoesNotHold)} do not hold and {Of(rows, Papers.Verdict.NotChecked)} were not checked; "
            + $"of {NumberText.Count(controls, "control")} {shown} {(shown == 1 ? "shows" : "show")} what only the claim should.");
    }

    private static int Of(IEnumerable<IReadOnlyDictionary<string, string>> rows, Verdict verdict) =>
        rows.Count(row => row["verdict"] == Verdict(verdict));

    /// <summary>A verdict in words.</summary>
    public static string Verdict(Verdict verdict) => verdict switch
    {
        Papers.Verdict.Holds => "holds",
        Papers.Verdict.DoesNotHold => "does not hold",
        _ => "not checked",
    };

    private static string Expected(ClaimDescription claim) => claim.NotChecked is not null ? "" : claim.Expected switch
    {
        Expectation.Holds => "holds",
        Expectation.DoesNotHold => "does not hold",
        _ => "open",
    };

    private static string Source(ReferenceDescription? reference)
    {
        if (reference is null) return "";
        string source = reference.Source switch
        {
            ReferenceSource.PaperText => "paper",
            ReferenceSource.PublishedProgram => "published program",
            ReferenceSource.SecondProgram => "second program",
            _ => "closed form",
        };
        return reference.Note.Length > 0 ? $"{source} ({reference.Note})" : source;
    }

    // "> 0", "0.2 to 0.4", "within 0.05 of the reference"; the number of standard errors is said where it is not the usual one.
    private static string Bound(ClaimDescription claim)
    {
        if (claim.Bound is not BoundDescription bound) return "";
        List<string> parts = [];
        if (bound is { Above: double low, Below: double high }) parts.Add($"{Signed(low)} to {Signed(high)}");
        else if (bound.Above is double above) parts.Add("> " + Signed(above));
        else if (bound.Below is double below) parts.Add("< " + Signed(below));
        if (bound.Allowance is double allowance) parts.Add(allowance > 0 ? $"reference ± {Text(allowance)}" : "reference");
        return $"{string.Join(" and ", parts)}, {Text(bound.StandardErrors)} s.e.";
    }

    private static string Control(IReadOnlyDictionary<string, string> row)
    {
        if (row["control_verdict"].Length == 0) return "not checked";
        string measured = row["control_measured"].Length > 0
            ? Number(row["control_measured"], row["control_standard_error"])
            : "no such number";
        return $"{measured}, {row["control_verdict"]}";
    }

    // A text that begins with a minus would have an apostrophe in the file, because spreadsheets take it for a formula.
    private static string Signed(double value) => Text(value).Replace('-', '−');

    private static string Number(string mean, string error)
    {
        if (mean.Length == 0) return "";
        string text = Text(double.Parse(mean, CultureInfo.InvariantCulture), 4);
        return error.Length == 0 ? text : $"{text} ± {Text(double.Parse(error, CultureInfo.InvariantCulture), 2)}";
    }

    private static string Text(double value, int digits = 6) =>
        value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
