using System.CommandLine;
using System.CommandLine.Parsing;
using Spiking.Plotting;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>The option that says what kinds of files figures are written to.</summary>
internal static class FigureFormatsOption
{
    private const string Name = "--figures";
    private const string Nothing = "none";
    private static readonly string[] s_names = [.. Enum.GetValues<FigureFormat>().Select(FigureFiles.Extension), Nothing];

    /// <summary>Creates the option.</summary>
    public static Option<IReadOnlyList<FigureFormat>> Create() => new(Name)
    {
        Description = "Files of every figure: svg, png (300 pixels per inch) and pdf, separated by commas, or none; by default "
            + $"{string.Join(',', FigureFiles.DefaultFormats.Select(FigureFiles.Extension))}. The numbers of every panel are written as "
            + "CSV whatever is chosen.",
        HelpName = "svg,png,pdf",
        CustomParser = Parse,
    };

    /// <summary>The formats that a call asks for, or the default ones.</summary>
    public static IReadOnlyList<FigureFormat> Of(ParseResult parsed, Option<IReadOnlyList<FigureFormat>> option) =>
        parsed.GetValue(option) ?? FigureFiles.DefaultFormats;

    private static List<FigureFormat> Parse(ArgumentResult result)
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        List<FigureFormat> formats = [];
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        foreach (string name in names)
        {
            int index = Array.FindIndex(s_names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
                result.AddError($"{Name}: found '{name}'; {Names.Instead(name, s_names)}");
            else if (s_names[index] == Nothing && names.Length > 1)
                result.AddError($"{Name}: found '{text}'; no other format can be given with {Nothing}.");
            else if (s_names[index] != Nothing)
                formats.Add(Enum.GetValues<FigureFormat>()[index]);
        }

        return formats;
    }
}
