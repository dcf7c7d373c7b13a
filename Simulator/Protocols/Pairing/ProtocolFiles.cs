using Spiking.Plotting;
using Spiking.Plotting.Published;

namespace Spiking.Protocols.Pairing;

/// <summary>Writes what a protocol run leaves.</summary>
internal static class ProtocolFiles
{
    /// <summary>Writes curves.csv, figures/ (with the numbers of each panel as CSV) and report.html.</summary>
    /// <param name="experiment">The protocol with its results.</param>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <param name="figures">Formats of the figures.</param>
    /// <param name="isOfProgram">
    /// Whether it is the protocol of its name that comes with the program, for which published data may be known.
    /// </param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(ProtocolExperiment experiment, string folder, IReadOnlyList<FigureFormat> figures, bool isOfProgram)
    {
        Directory.CreateDirectory(folder);
        ProtocolTable.Write(experiment, Path.Combine(folder, "curves.csv"));
        Figure figure = ProtocolFigure.Create(experiment);
        if (isOfProgram) figure = PublishedData.Over(experiment.Protocol.Name, experiment.Protocol.Description, "weight-change", figure);
        FigureFiles.Write(figure, Path.Combine(folder, FigureFiles.Folder), "weight-change", figures);
        ProtocolTable.Report(experiment, figure, [.. FigureFiles.Names(figure, "weight-change", figures).Select(FigureFiles.Beside)])
            .Write(Path.Combine(folder, "report.html"));
    }
}
