namespace Spiking.Runs;

/// <summary>
/// Writes what a run leaves, piece by piece. A piece that fails, for whatever reason, does not keep the others from being written. Once the
/// user asks to stop, the remaining pieces are left out.
/// </summary>
/// <param name="cancellation">The user asks to stop.</param>
internal sealed class ResultWriting(CancellationToken cancellation)
{
    private readonly List<string> _failures = [];
    private readonly List<string> _omitted = [];

    /// <summary>Whether something could not be written.</summary>
    public bool HasFailed => _failures.Count > 0;

    /// <summary>Missing files with reasons, in sentences; null: nothing is missing.</summary>
    public string? Reason
    {
        get
        {
            string[] omitted = _omitted.Count == 0
                ? []
                : [$"The run was stopped while its results were written; not written: {string.Join(", ", _omitted.Distinct())}."];
            string[] all = [.. _failures.Distinct(), .. omitted];
            return all.Length == 0 ? null : string.Join(' ', all);
        }
    }

    /// <summary>Notes something that is lost.</summary>
    public void Fail(string sentence) => _failures.Add(sentence);

    /// <summary>Writes a piece unless the user has asked to stop.</summary>
    public void Do(string what, Action write)
    {
        if (cancellation.IsCancellationRequested) _omitted.Add(what);
        else Always(what, write);
    }

    /// <summary>Writes a piece in any case.</summary>
    public void Always(string what, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e)
        {
            Fail($"{char.ToUpperInvariant(what[0])}{what[1..]} could not be written: {Explain(e).TrimEnd('.')}.");
        }
    }

    private static string Explain(Exception failure) => failure switch
    {
        // The runtime's way to say that a file has become larger than the file system or a limit of the user allows.
        ArgumentOutOfRangeException { ParamName: "value", TargetSite.DeclaringType.FullName: "System.IO.RandomAccess" } =>
            "the file became too large for the file system",
        OutOfMemoryException => "there is not enough memory for that",
        _ when Failures.Explain(failure) is string sentence => sentence,
        _ => $"a fault of the program: {failure}",
    };
}
