using System.CommandLine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Reports;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>figures: draws the figures of earlier runs again from their numbers.</summary>
internal static class FiguresCommand
{
    private const int Failed = 1;

    private static readonly EnumerationOptions s_everywhere = new() { RecurseSubdirectories = true };

    public static Command Create()
    {
        Command command = new("figures", "Works on figures that earlier runs have left.") { Redraw() };
        return command;
    }

    private static Command Redraw()
    {
        Command command = new(
            "redraw",
            """
            Draws figures again from the numbers beside them, without simulating.
            Every NAME.json in a folder figures/ describes a figure: titles, axes, ranges, colours, sizes (mm). Change it, redraw, and look at NAME.svg.
            The page report.html beside figures/ shows what was drawn again, too. The page of a paper is written again by reproduce NAME.
            A figure that cannot be drawn is named at the end, every mistake with its place, and the others are drawn.
              figures redraw results/xor-burstprop/seed-1     all figures of a run
              figures redraw results --figures pdf            all figures of all runs, as PDF beside the others
            """);
        Argument<string> folder = new("folder") { Description = "A folder with figures, or one that has such folders in it." };
        Option<IReadOnlyList<FigureFormat>> formats = FigureFormatsOption.Create();
        command.Arguments.Add(folder);
        command.Options.Add(formats);
        command.SetAction(parsed => CommandLine.Guard(
            () => Execute(parsed.GetRequiredValue(folder), FigureFormatsOption.Of(parsed, formats))));
        return command;
    }

    private static int Execute(string folder, IReadOnlyList<FigureFormat> formats)
    {
        RunFolder.Require(folder);
        string[] descriptions = [.. Directory.EnumerateFiles(folder, "*.json", s_everywhere).Where(IsFigure).Order(StringComparer.Ordinal)];
        if (descriptions.Length == 0)
            throw new CommandException($"there are no figures in {folder}: a figure is a file NAME.json in a folder named figures, with "
                + "the tables NAME-a.csv, NAME-b.csv, ... beside it.");
        if (formats.Count == 0) throw new CommandException("--figures none leaves nothing to draw.");
        List<string> failures = [], redrawn = [];
        foreach (string description in descriptions)
        {
            try
            {
                foreach (string drawing in FigureFiles.Redraw(description, formats)) Console.WriteLine(drawing);
                redrawn.Add(description);
            }
            catch (NetworkFileException e)
            {
                failures.Add(e.Message);
            }
            catch (Exception e) when ((Failures.Explain(e) ?? (e as ArgumentException)?.Message) is string reason)
            {
                failures.Add($"error: {description} could not be drawn: {reason}");
            }
        }

        foreach (IGrouping<string, string> figures in redrawn.GroupBy(PageOf).Where(figures => File.Exists(figures.Key)))
        {
            Dictionary<string, Figure> drawn = figures.ToDictionary(path => Path.GetFileNameWithoutExtension(path)!, FigureFiles.Load);
            Console.WriteLine(figures.Key
                + (Report.Renew(figures.Key, drawn) ? "" : " is unchanged: it has none of these figures."));
        }

        if (failures.Count == 0) return 0;
        foreach (string failure in failures) StandardError.WriteLine(failure);
        StandardError.WriteLine($"{failures.Count} of {descriptions.Length} figures could not be drawn.");
        return Failed;
    }

    // The page beside the folder of figures.
    private static string PageOf(string description) =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(description)) ?? "", Report.FileName);

    private static bool IsFigure(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) == FigureFiles.Folder;
}
