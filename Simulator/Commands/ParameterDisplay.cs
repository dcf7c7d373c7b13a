using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spiking.Files;

namespace Spiking.Commands;

/// <summary>Display of a file without a network: every value with its path, defaults included.</summary>
internal static class ParameterDisplay
{
    /// <summary>Prints it.</summary>
    /// <param name="name">Name of the experiment.</param>
    /// <param name="description">What it is.</param>
    /// <param name="root">The record of such files.</param>
    /// <param name="experiment">The experiment, checked.</param>
    public static void Print(string name, string description, Type root, object experiment)
    {
        IAnsiConsole console = PlainTables.Console();
        console.WriteLine($"{name}: {description}");
        PlainTable table = new("parameter", "value");
        JsonNode json = DescriptionWriter.WriteValue(ValueShape.Of(root, null), experiment);
        table.AddRows(ParameterRows.Of(json));
        console.Write(table);
    }

    /// <summary>A number as tables show it.</summary>
    public static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
