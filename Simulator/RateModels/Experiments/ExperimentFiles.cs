using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.Reports;

namespace Spiking.RateModels.Experiments;

/// <summary>Writes what a run of a rate model leaves: tables, figures with their numbers, run.json and report.html.</summary>
internal static class ExperimentFiles
{
    /// <summary>The key of run.json that holds the cases that were run.</summary>
    public const string RecordKey = "cases";

    /// <summary>Writes all files.</summary>
    /// <param name="cases">What was run.</param>
    /// <param name="result">What was found.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="formats">Formats of figures.</param>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(
        IReadOnlyList<RunnableCase> cases, ExperimentResult result, TimeSpan elapsed,
        IReadOnlyList<FigureFormat> formats, string folder)
    {
        ExperimentDescription experiment = cases[0].Description;
        Directory.CreateDirectory(folder);
        foreach (ResultTable table in result.Tables) WriteTable(table, Path.Combine(folder, table.Name + ".csv"));
        string figures = Path.Combine(folder, FigureFiles.Folder);
        foreach ((string name, Figure figure) in result.Figures) FigureFiles.Write(figure, figures, name, formats);
        JsonObject record = Describe(cases, result, elapsed);
        RunRecord.Write(record, folder);
        Report report = new(experiment.Name);
        if (experiment.Description.Length > 0) report.Summary(experiment.Description);
        if (result.Reason is string reason) report.Summary($"INCOMPLETE: {reason}");
        report.Asked(result.Command, ("seeds", Seeds(experiment)), ("cases", string.Join(", ", cases.Select(c => c.Title))))
            .Summary(result.Answer);
        foreach (ResultTable table in result.Tables.Where(t => t.IsShort))
            report.Table(new(table.Title, ShownColumns(table), ShownRows(table, cases)));
        foreach ((string name, Figure figure) in result.Figures)
            report.Figure(figure, Report.FilesOf(figure, name, formats));
        report.Summary(result.Sentences);
        report.KeyValues("Run", Circumstances.EntriesOf(elapsed));
        report.Parameters(ParameterRows.Of([.. cases.Select(c => (c.Name, (JsonNode?)Describe(c.Description)))], "case")).FilesIn(folder);
        report.Raw("run.json: the resolved experiment and everything about the run", record.ToJsonString(IndentedJson.Options))
            .Write(Path.Combine(folder, Report.FileName));
    }

    private static string Seeds(ExperimentDescription experiment) => string.Create(
        CultureInfo.InvariantCulture,
        $"{experiment.Seed}{(experiment.Realizations > 1 ? $" to {experiment.Seed + experiment.Realizations - 1}" : "")}");

    /// <summary>
    /// Headings of a table as it is to be read: a standard error has no column of its own, and columns without any number are left out.
    /// </summary>
    public static IReadOnlyList<string> ShownColumns(ResultTable table) =>
        [.. table.TextColumns, .. Shown(table).Select(column => table.NumberColumns[column])];

    /// <summary>Rows of a table as it is to be read: cases have their titles, where the file has their names.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> ShownRows(ResultTable table, IReadOnlyList<RunnableCase> cases)
    {
        int[] columns = [.. Shown(table)];
        return [.. table.Rows.Select(row => (IReadOnlyList<string>)
            [
                cases.First(c => c.Name == row.Texts[0]).Title, .. row.Texts.Skip(1),
                .. columns.Select(column => Cell(table, row.Numbers, column)),
            ])];
    }

    private static IEnumerable<int> Shown(ResultTable table) => Enumerable.Range(0, table.NumberColumns.Count)
        .Where(column => table.NumberColumns[column] != ResultTable.StandardError
            && table.Rows.Any(row => !double.IsNaN(row.Numbers[column])));

    private static string Cell(ResultTable table, IReadOnlyList<double> numbers, int column)
    {
        if (double.IsNaN(numbers[column])) return "";
        string text = Text(numbers[column]);
        bool hasError = column + 1 < numbers.Count && table.NumberColumns[column + 1] == ResultTable.StandardError
            && !double.IsNaN(numbers[column + 1]);
        return hasError ? $"{text} ± {numbers[column + 1].ToString("G2", CultureInfo.InvariantCulture)}" : text;
    }

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>The experiment in the form of its file, with every default spelt out.</summary>
    public static JsonObject Describe(ExperimentDescription experiment) =>
        (JsonObject)DescriptionWriter.WriteValue(ValueShape.Of(typeof(ExperimentDescription), null), experiment);

    /// <summary>The cases with their experiments, every default spelt out.</summary>
    public static JsonObject Describe(IReadOnlyList<RunnableCase> cases) =>
        new(cases.Select(c => KeyValuePair.Create(c.Name, (JsonNode?)Describe(c.Description))));

    /// <summary>
    /// The numbers by which runs are compared: those of the table that is printed, mean over the seeds, as "case.column" with the columns
    /// of the file: "burstccn-3.best_test_error_percent".
    /// </summary>
    /// <param name="cases">What was run.</param>
    /// <param name="result">What was found.</param>
    public static IEnumerable<(string Name, double Value)> Measured(IReadOnlyList<RunnableCase> cases, ExperimentResult result)
    {
        ResultTable table = result.Tables[0];
        foreach (RunnableCase part in cases)
        {
            IReadOnlyList<double>[] rows = [.. table.Rows.Where(row => row.Texts[0] == part.Name).Select(row => row.Numbers)];
            if (rows.Length == 0) continue;
            for (int column = 0; column < table.NumberColumns.Count; column++)
            {
                string name = table.NumberColumns[column];
                if (name != ResultTable.StandardError && name is not ("seed" or "seeds"))
                    yield return ($"{part.Name}.{ResultTable.NameOf(name)}", OrderedSum.Mean([.. rows.Select(row => row[column])]));
            }
        }
    }

    private static void WriteTable(ResultTable table, string path)
    {
        using CsvWriter csv = new(path, [.. table.FileColumns]);
        foreach ((IReadOnlyList<string> texts, IReadOnlyList<double> numbers) in table.Rows)
        {
            foreach (string text in texts) csv.Add(text);
            foreach (double number in numbers) csv.Add(number);
            csv.EndRow();
        }
    }

    private static JsonObject Describe(IReadOnlyList<RunnableCase> cases, ExperimentResult result, TimeSpan elapsed)
    {
        JsonObject record = new()
        {
            ["version"] = Circumstances.Version,
            ["runTime_s"] = Math.Round(elapsed.TotalSeconds, 2),
            ["machine"] = Circumstances.Machine,
            ["hashes"] = new JsonObject(result.Hashes.Select(h =>
                KeyValuePair.Create(h.Run, (JsonNode?)JsonValue.Create(h.Hash.ToString("X16", CultureInfo.InvariantCulture))))),
            [RecordKey] = Describe(cases),
        };
        if (result.Reason is string reason) record.Insert(0, "status", "incomplete: " + reason);
        return record;
    }
}
