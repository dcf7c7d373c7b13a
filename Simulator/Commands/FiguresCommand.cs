using System.CommandLine;
using Spiking.Plotting;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>figures: draws the figures of earlier runs again from their numbers.</summary>
internal static class FiguresCommand
{
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
        if (!Directory.Exists(folder)) throw new CommandException($"there is no folder '{folder}'.");
        string[] descriptions = [.. Directory.EnumerateFiles(folder, "*.json", s_everywhere).Where(IsFigure).Order(StringComparer.Ordinal)];
        if (descriptions.Length == 0)
            throw new CommandException($"there are no figures in {folder}: a figure is a file NAME.json in a folder named figures, with "
                + "the tables NAME-a.csv, NAME-b.csv, ... beside it.");
        if (formats.Count == 0) throw new CommandException("--figures none leaves nothing to draw.");
        foreach (string description in descriptions)
        {
            try
            {
                foreach (string drawing in FigureFiles.Redraw(description, formats)) Console.WriteLine(drawing);
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                throw new CommandException($"{description} cannot be drawn: {e.Message}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CommandException($"{description} could not be drawn: {e.Message}");
            }
        }

        return 0;
    }

    private static bool IsFigure(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) == "figures";
}
