using Spiking.Plotting;
using Spiking.Reports;

namespace Spiking.Protocols.Pairing;

/// <summary>Writes what a protocol run leaves.</summary>
internal static class ProtocolFiles
{
    /// <summary>
    /// Writes curves.csv, figures/ (with the numbers of each panel as CSV) and report.html, which also leads to what else is in the folder.
    /// </summary>
    /// <param name="experiment">The protocol with its results.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <param name="figures">Formats of the figures.</param>
    /// <param name="over">The figure of this name with what others have published, if anything; null: as it is.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(ProtocolExperiment experiment, TimeSpan elapsed, string folder, IReadOnlyList<FigureFormat> figures,
        Func<string, Figure, Figure>? over = null)
    {
        const string Name = "weight-change";
        Directory.CreateDirectory(folder);
        ProtocolTable.Write(experiment, Path.Combine(folder, "curves.csv"));
        Figure figure = ProtocolFigure.Create(experiment);
        if (over is not null) figure = over(Name, figure);
        FigureFiles.Write(figure, Path.Combine(folder, FigureFiles.Folder), Name, figures);
        ProtocolTable.Report(experiment, elapsed, figure, Report.FilesOf(figure, Name, figures)).FilesIn(folder)
            .Write(Path.Combine(folder, Report.FileName));
    }
}
