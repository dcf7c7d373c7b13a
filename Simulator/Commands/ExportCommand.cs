using System.CommandLine;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>export: writes the recordings of a run in the format of other programs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        Command command = new(
            "export",
            """
            Writes the recorded spikes and states of a run as SONATA files (HDF5), beside the files they are made of: spikes.h5 with /spikes/POPULATION, and a frame report
            for every recorded state variable, state-VARIABLE.h5 with /report/POPULATION. Times are in ms, as SONATA has them; states have the units of their table.
              export results/xor-burstprop/seed-1
            """);
        Argument<string> folder = new("folder") { Description = "Folder of the run, for example results/xor-burstprop/seed-1." };
        command.Arguments.Add(folder);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            foreach (string file in SonataExport.Export(parsed.GetRequiredValue(folder))) Console.WriteLine(file);
            return 0;
        }));
        return command;
    }
}
