using System.Globalization;
using System.Numerics;

namespace Spiking.RateModels.Experiments;

/// <summary>A quantity of a step: its name and its numbers, row by row.</summary>
internal sealed record StepQuantity(string Name, IReadOnlyList<string> Rows)
{
    /// <summary>The numbers of a list, in one row.</summary>
    public static StepQuantity Of<T>(string name, ReadOnlySpan<T> numbers)
        where T : IFloatingPointIeee754<T> => new(name, [Row(numbers)]);

    /// <summary>
    /// A row as JSON, each number with the digits that give the same bits when they are read; null where there is no number, as for the
    /// mean burst probability before the first event.
    /// </summary>
    public static string Row<T>(ReadOnlySpan<T> numbers)
        where T : IFloatingPointIeee754<T> =>
        $"[{string.Join(", ", numbers.ToArray().Select(x => T.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : "null"))}]";
}

/// <summary>Writes the numbers of steps as a JSON object: sections of quantities, each of these in a line.</summary>
internal static class StepJson
{
    /// <summary>Writes the sections.</summary>
    /// <param name="output">Where they are written.</param>
    /// <param name="sections">Their names and quantities.</param>
    public static void Write(TextWriter output, IReadOnlyList<(string Name, IReadOnlyList<StepQuantity> Quantities)> sections)
    {
        output.WriteLine("{");
        for (int i = 0; i < sections.Count; i++)
        {
            (string name, IReadOnlyList<StepQuantity> quantities) = sections[i];
            output.WriteLine($"  \"{name}\": {{");
            for (int j = 0; j < quantities.Count; j++)
            {
                output.Write($"    \"{quantities[j].Name}\": [{string.Join(", ", quantities[j].Rows)}]");
                output.WriteLine(j + 1 < quantities.Count ? "," : "");
            }

            output.WriteLine(i + 1 < sections.Count ? "  }," : "  }");
        }

        output.WriteLine("}");
    }
}
