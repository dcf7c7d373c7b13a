using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Papers;

/// <summary>
/// A document (Markdown) with the verdicts of all papers that were measured. It is made of the tables beside it, one folder for each paper,
/// and of nothing else, so that its numbers
/// are those of the runs.
/// </summary>
internal static class ReproductionDocument
{
    private const string Mark = "<!-- Written by the command reproduce NAME --write-document. Do not edit. -->";

    /// <summary>Refuses a document that could not be written in the end, before hours of computing.</summary>
    /// <param name="path">The document.</param>
    /// <param name="figures">Formats of the figures that are drawn.</param>
    /// <exception cref="CommandException">The document is one that the command has not written, or figures would be missing.</exception>
    public static void Check(string path, IReadOnlyList<FigureFormat> figures)
    {
        if (!path.EndsWith(".md", StringComparison.Ordinal))
            throw new CommandException(
                $"--write-document {path}: the document is a file with the ending .md, for example docs/reproduction.md.");
        if (File.Exists(path) && !File.ReadAllText(path).Contains(Mark, StringComparison.Ordinal))
            throw new CommandException(
                $"{path} was not written by this command. Nothing was written; give another file with --write-document.");
        if (figures.Count == 0) throw new CommandException("--write-document shows figures; leave --figures none out.");
    }

    /// <summary>Name of the files of a figure in the document's folder.</summary>
    /// <param name="experiment">The experiment that has drawn it; null: several have made it together.</param>
    /// <param name="name">Its name.</param>
    public static string FileNameOf(string? experiment, string name) => experiment is null ? name : $"{experiment}-{name}";

    /// <summary>Copies the tables and chosen figures of a reproduction beside the document, and writes it anew.</summary>
    /// <param name="results">Folder of the results of a paper.</param>
    /// <param name="path">The document: docs/reproduction.md; its tables go into the folder docs/reproduction.</param>
    /// <returns>The figures that the document should show and cannot, each with the reason.</returns>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static IReadOnlyList<string> Update(string results, string path)
    {
        try
        {
            string name = About(results)["name"]!.GetValue<string>(), tables = Path.Combine(FolderOf(path), name);
            bool isOwn = File.Exists(Path.Combine(tables, PaperRun.AboutFile));
            Directory.CreateDirectory(tables);
            foreach (string file in new[] { ClaimTable.FileName, PaperRun.RunsFile, PaperRun.AboutFile })
                File.Copy(Path.Combine(results, file), Path.Combine(tables, file), overwrite: true);

            // Drawn again, because the run may have been asked for other formats; all of them are read before one is replaced.
            List<string> missing = [];
            List<(Figure Figure, string Name)> drawn = [];
            foreach (DocumentFigure figure in Figures(tables))
            {
                string? run = figure.Experiment is null ? null : Path.Combine(results, figure.Experiment, "seed-1");
                string description = Path.Combine(run ?? results, FigureFiles.Folder, figure.Name + ".json");
                if (PaperFigures.TryLoad(description, run, out string reason) is Figure one)
                    drawn.Add((one, figure.FileName));
                else
                    missing.Add($"{figure.FileName}: {reason}");
            }

            // Figures that the file has no more do not stay, where the folder is one that this command has written.
            string figures = Path.Combine(tables, FigureFiles.Folder);
            if (isOwn && Directory.Exists(figures)) Directory.Delete(figures, recursive: true);
            foreach ((Figure figure, string file) in drawn) FigureFiles.Write(figure, figures, file, [FigureFormat.Svg]);
            File.WriteAllText(path, Text(path));
            return missing;
        }
        catch (Exception e) when (Failures.Explain(e) is string reason && e is not CommandException)
        {
            throw new CommandException($"the document could not be written to {path}: {reason}");
        }
    }

    /// <summary>The text of the document, from the tables beside it.</summary>
    /// <param name="path">The document.</param>
    public static string Text(string path)
    {
        string folder = FolderOf(path);
        StringBuilder text = new();
        text.Append(Mark).Append('\n');
        text.Append(
            """
            # Reproduction: the papers, claim by claim

            Each claim of a paper is a row: a number that runs measure, and a bound within which it must be for the claim to hold. The mean of the seeds must keep a distance of so many standard errors
            (s.e.) from the bound. With one seed there is no standard error, and the value itself counts. "Reference" is what the paper, its published program or a closed form gives; a bound
            "reference ± a" allows a difference of the standard errors of both and a. The last column is a control: another experiment, or another number, of which the claim must *not* hold. A claim that
            its control shows, too, would prove nothing. A claim that does not hold is a result; where it was expected to hold, or where a control shows it, the row has an exclamation mark.

            The claims are data: `networks/studies/NAME.json`. `reproduce NAME` checks them, `reproduce NAME --quick` in minutes, and `reproduce NAME --list` says what each costs.
            This page and the tables in [reproduction](reproduction) were written by `--write-document`.

            """.ReplaceLineEndings("\n"));
        if (Directory.Exists(folder))
            foreach (string paper in Directory.EnumerateDirectories(folder)
                .Where(directory => File.Exists(Path.Combine(directory, PaperRun.AboutFile))).Order(StringComparer.Ordinal))
                Append(text, paper, Path.GetFileName(folder));
        return text.ToString();
    }

    private static void Append(StringBuilder text, string paper, string folder)
    {
        JsonObject about = About(paper);
        string name = about["name"]!.GetValue<string>();
        IReadOnlyDictionary<string, string>[] claims = [.. RunTable.Read(Path.Combine(paper, ClaimTable.FileName)).Rows],
            runs = [.. RunTable.Read(Path.Combine(paper, PaperRun.RunsFile)).Rows];
        double seconds = runs.Sum(run => double.Parse(run["seconds"], CultureInfo.InvariantCulture));
        bool isQuick = about["form"]!.GetValue<string>() == "quick";
        text.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n{Markdown.Escape(about["citation"]!.GetValue<string>())}\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"    reproduce {name}{(isQuick ? " --quick" : "")}\n\n{ClaimTable.Count(claims)} The {(isQuick ? "quick" : "full")} form ran, "
            + $"and version {about["version"]} decided; the times of its runs add up to {seconds / 60:F0} minutes.\n\n");
        text.Append(Markdown.Row(ClaimTable.Headings)).Append(Markdown.Row(ClaimTable.Headings.Select(_ => "---")));
        foreach (IReadOnlyDictionary<string, string> claim in claims)
            text.Append(Markdown.Row(ClaimTable.Row(claim).Select(Markdown.Escape)));
        text.Append("\nWhat was run:\n\n")
            .Append(Markdown.Row("experiment", "figure", "file", "changes", "seeds", "time of all runs (s)", "by version"))
            .Append(Markdown.Row(Enumerable.Repeat("---", 7)));
        foreach (IReadOnlyDictionary<string, string> run in runs)
            text.Append(Markdown.Row(run["experiment"], Place(run), Markdown.Code(run["file"]), Changes(run["changes"]), run["seeds"],
                run["seconds"],
                Commits(run.GetValueOrDefault("versions", about["version"]!.GetValue<string>()))));
        foreach (DocumentFigure figure in Figures(paper))
        {
            string file = figure.FileName, description = Path.Combine(paper, FigureFiles.Folder, file + ".json");
            if (!File.Exists(description)) continue;
            Figure drawn = FigureFiles.Load(description);
            text.Append(CultureInfo.InvariantCulture, $"\n![{figure.Place}: {file}]({folder}/{name}/{FigureFiles.Folder}/{file}.svg)\n\n")
                .Append(CultureInfo.InvariantCulture, $"{Markdown.Escape(figure.Place)}. **{Rich(drawn.Title)}.** {Rich(drawn.Caption)}")
                .Append(figure.Experiment is null ? "\n" : $" *{figure.Experiment}, seed 1.*\n");
        }
    }

    /// <summary>Text with the variables, indices and powers that figures write.</summary>
    private static string Rich(string text) => string.Concat(RichText.Parse(text).Select(run => run.Shift switch
    {
        Shift.Subscript => $"<sub>{Markdown.Escape(run.Text)}</sub>",
        Shift.Superscript => $"<sup>{Markdown.Escape(run.Text)}</sup>",
        _ => run.Italic ? $"*{Markdown.Escape(run.Text)}*" : Markdown.Escape(run.Text),
    }));

    private static string Changes(string changes) =>
        changes.Length == 0 ? "" : Markdown.Code(changes.Replace("|", "\\|", StringComparison.Ordinal));

    // Of "0.1.0-dev+107abe628a0d..." seven digits tell versions of the same number apart.
    private static string Commits(string versions) => string.Join(", ", versions.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(version => version.IndexOf('+', StringComparison.Ordinal) is int plus and >= 0
            ? version.Substring(plus + 1, Math.Min(7, version.Length - plus - 1))
            : version));

    /// <summary>The figures of the document in the order of the paper: those of several experiments before those of single runs.</summary>
    private static IEnumerable<DocumentFigure> Figures(string tables)
    {
        IReadOnlyDictionary<string, string>[] claims = [.. RunTable.Read(Path.Combine(tables, ClaimTable.FileName)).Rows];
        string[] order = [.. claims.Select(claim => claim["figure"]).Distinct()];

        // A document may have another paper, with tables of an earlier version, which knew neither such figures nor places of runs.
        IEnumerable<DocumentFigure> together = (About(tables)["figures"] as JsonObject ?? [])
            .Select(figure => new DocumentFigure(figure.Value!.GetValue<string>(), null, figure.Key));
        IEnumerable<DocumentFigure> single = RunTable.Read(Path.Combine(tables, PaperRun.RunsFile)).Rows.SelectMany(run => run["figures"]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new DocumentFigure(Place(run), run["experiment"], name)));
        return together.Concat(single)
            .OrderBy(figure => Array.IndexOf(order, figure.Place.Replace(PaperRun.ControlMark, "", StringComparison.Ordinal)))
            .ThenBy(figure => figure.Place.EndsWith(PaperRun.ControlMark, StringComparison.Ordinal));
    }

    private static string Place(IReadOnlyDictionary<string, string> run) => run.GetValueOrDefault("figure", "");

    /// <summary>A figure that the document shows.</summary>
    /// <param name="Place">The figure of the paper.</param>
    /// <param name="Experiment">The experiment whose first seed has drawn it; null: several have made it together.</param>
    /// <param name="Name">Name of its files.</param>
    private sealed record DocumentFigure(string Place, string? Experiment, string Name)
    {
        /// <summary>Name of its files in the document's folder, where those of all experiments are together.</summary>
        public string FileName => FileNameOf(Experiment, Name);
    }

    private static JsonObject About(string folder) =>
        (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, PaperRun.AboutFile)))!;

    private static string FolderOf(string path) => path[..^".md".Length];
}
