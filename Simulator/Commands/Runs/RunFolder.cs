using System.Globalization;

namespace Spiking.Commands.Runs;

/// <summary>
/// The folder of one run's results. Files are written under a temporary name beside it and moved into place at the end, so that a run that was
/// killed never leaves a folder that looks finished.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly string _destination;
    private readonly bool _replace;
    private bool _finished;

    /// <summary>Claims a folder.</summary>
    /// <param name="destination">Where the results will be.</param>
    /// <param name="replace">Whether results that are already there may be replaced.</param>
    /// <exception cref="CommandException">There are results already, or the folder cannot be written to.</exception>
    public RunFolder(string destination, bool replace)
    {
        _destination = destination;
        _replace = replace;
        Working = destination + ".running-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        try
        {
            if (File.Exists(destination)) throw new CommandException($"{destination} is a file; a folder for results is needed there.");
            if (Directory.Exists(destination) && !replace)
            {
                throw new CommandException(
                    $"{destination} already holds results. Nothing was overwritten: use --force to replace them, or --run NAME for another folder.");
            }

            Directory.CreateDirectory(Working);

            // A file must be writable there, not only the folder creatable.
            string probe = Path.Combine(Working, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"results cannot be written to {destination}: {e.Message}");
        }
    }

    /// <summary>Where files are to be written while the run lasts.</summary>
    public string Working { get; }

    /// <summary>Moves the results into place.</summary>
    /// <returns>The folder where they are.</returns>
    public string Finish()
    {
        if (_replace && Directory.Exists(_destination)) Directory.Delete(_destination, recursive: true);
        return MoveTo(_destination);
    }

    /// <summary>Moves what a stopped run left to a folder whose name says so. Earlier ones are kept.</summary>
    /// <returns>The folder where it is.</returns>
    public string FinishIncomplete()
    {
        string name = _destination + ".incomplete";
        for (int i = 2; Directory.Exists(name); i++) name = _destination + ".incomplete-" + i.ToString(CultureInfo.InvariantCulture);
        return MoveTo(name);
    }

    /// <summary>Removes the working folder of a run that failed.</summary>
    public void Dispose()
    {
        if (_finished) return;
        try
        {
            Directory.Delete(Working, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stopped the run (a full or vanished disk) may stop this too; the message about it is on its way.
        }
    }

    private string MoveTo(string folder)
    {
        Directory.Move(Working, folder);
        _finished = true;
        return folder;
    }
}
