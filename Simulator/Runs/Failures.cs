using System.Diagnostics;
using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.RateModels.Data;
using Spiking.Snapshots;

namespace Spiking.Runs;

/// <summary>Sentences for failures.</summary>
internal static class Failures
{
    /// <summary>Explains a failure in sentences. Null: it cannot be expected, but is a fault of the program.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        NetworkFileException or CommandException or DataSetException or SimulationException
            or SnapshotException or DataFileException
            or MissingDocumentationException => failure.Message,
        OutOfMemoryException => "there is not enough memory for this network. 'describe' says how much it needs.",
        IOException or UnauthorizedAccessException => failure.Message,

        // A text or table without its form, if this program found that. What the runtime says of one names no place.
        FormatException when failure.TargetSite?.Module.Assembly == typeof(Failures).Assembly => failure.Message,

        // A figure, perhaps of a part of another assembly, that contradicts itself.
        ArgumentException when failure.TargetSite?.DeclaringType == typeof(FigureFiles) => failure.Message,
        _ => OfLoadedPart(failure),
    };

    /// <summary>Says which part of an assembly that was loaded has failed, and where; null: none had to do with it.</summary>
    private static string? OfLoadedPart(Exception failure)
    {
        // A thread that works for another hands over what went wrong in it within another exception.
        Exception[] causes = failure is AggregateException several ? [.. several.Flatten().InnerExceptions] : [failure];
        foreach (Exception cause in causes)
        {
            foreach (StackFrame frame in new StackTrace(cause, fNeedFileInfo: true).GetFrames())
            {
                if (frame.GetMethod() is not { DeclaringType: Type type } method || !Kinds.Added.Contains(type.Assembly)) continue;
                string place = frame.GetFileName() is string file
                    ? string.Create(CultureInfo.InvariantCulture, $", {Path.GetFileName(file)} line {frame.GetFileLineNumber()}")
                    : "";
                (string name, string owner) = Written(method.Name, type);
                return $"{name} of {owner} ({Path.GetFileName(type.Assembly.Location)}{place}) failed: "
                    + $"{cause.Message.TrimEnd('.')} ({cause.GetType().Name}).";
            }
        }

        return null;
    }

    /// <summary>
    /// The names of a method and its class as they are written: the compiler turns a method with yield, async or lambdas into
    /// classes and methods of its own, "&lt;Pairs&gt;d__8".
    /// </summary>
    private static (string Method, string Type) Written(string method, Type type)
    {
        while (type.Name.StartsWith('<') && type.DeclaringType is Type outer)
        {
            if (Generated(type.Name) is string name) method = name;
            type = outer;
        }

        return (Generated(method) ?? method, type.Name);

        static string? Generated(string name) =>
            name.StartsWith('<') && name.IndexOf('>') is > 1 and int end ? name[1..end] : null;
    }
}
