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
    public static string? Explain(Exception failure) => AssemblyFailures.Explain(failure, Kinds.Added) ?? failure switch
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

    /// <summary>Whether a part of an assembly that was loaded has failed.</summary>
    public static bool IsOfLoadedPart(Exception failure) => OfLoadedPart(failure) is not null;

    /// <summary>
    /// Says which part of an assembly that was loaded has failed, and where: the method that the program has called, and the one below it
    /// that has failed. Null: no part had to do with it.
    /// </summary>
    private static string? OfLoadedPart(Exception failure)
    {
        // A thread that works for another hands over what went wrong in it within another exception.
        Exception[] causes = failure is AggregateException several ? [.. several.Flatten().InnerExceptions] : [failure];
        foreach (Exception cause in causes)
        {
            StackFrame[] frames = [.. new StackTrace(cause, fNeedFileInfo: true).GetFrames().SkipWhile(frame => !IsOfPart(frame))];
            if (frames.Length == 0) continue;
            StackFrame inner = frames[0], called = frames.TakeWhile(frame => !IsOfProgram(frame)).Last(IsOfPart);
            string place = inner.GetFileName() is string file
                ? string.Create(CultureInfo.InvariantCulture, $", {Path.GetFileName(file)} line {inner.GetFileLineNumber()}")
                : "";
            string name = Written(called), by = Written(inner);
            string where = $"({Path.GetFileName(inner.GetMethod()!.Module.Assembly.Location)}{place})";
            string at = AddedPart.PlaceOf(cause) is string part ? part + ": " : "";
            return at + (by == name ? $"{name} {where} failed" : $"{name} failed in {by} {where}")
                + $": {cause.Message.TrimEnd('.')} ({cause.GetType().Name}).";
        }

        return null;
    }

    private static bool IsOfPart(StackFrame frame) => frame.GetMethod()?.DeclaringType is Type type && Kinds.Added.Contains(type.Assembly);

    private static bool IsOfProgram(StackFrame frame) => frame.GetMethod()?.DeclaringType?.Assembly == typeof(Failures).Assembly;

    /// <summary>
    /// The names of a method and its class as they are written, "Pairs of Ring": the compiler turns a method with yield, async or lambdas
    /// into classes and methods of its own, "&lt;Pairs&gt;d__8", and a property into "get_Summary".
    /// </summary>
    private static string Written(StackFrame frame)
    {
        string method = frame.GetMethod()!.Name;
        Type type = frame.GetMethod()!.DeclaringType!;
        while (type.Name.StartsWith('<') && type.DeclaringType is Type outer)
        {
            if (Generated(type.Name) is string name) method = name;
            type = outer;
        }

        method = Generated(method) ?? method;
        return $"{(method.StartsWith("get_", StringComparison.Ordinal) ? method[4..] : method)} of {type.Name}";

        static string? Generated(string name) =>
            name.StartsWith('<') && name.IndexOf('>') is > 1 and int end ? name[1..end] : null;
    }
}
