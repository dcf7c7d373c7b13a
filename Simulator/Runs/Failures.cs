using Spiking.Engine;
using Spiking.Files;
using Spiking.RateModels.Data;
using Spiking.Snapshots;
using Spiking.Tasks.PatternLearning;

namespace Spiking.Runs;

/// <summary>Sentences for failures.</summary>
internal static class Failures
{
    /// <summary>Explains a failure in sentences. Null: it cannot be expected, but is a fault of the program.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        NetworkFileException or CommandException or CalibrationException or DataSetException or SimulationException or SnapshotException or DataFileException
            or MissingDocumentationException => failure.Message,
        OutOfMemoryException => "there is not enough memory for this network. 'describe' says how much it needs.",
        IOException or UnauthorizedAccessException => failure.Message,
        _ => null,
    };
}
