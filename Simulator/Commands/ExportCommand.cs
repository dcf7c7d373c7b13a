using System.CommandLine;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>export: writes the recordings of a run in the format of other programs.</summary>
internal static class ExportCommand
{
    private static readonly string[] s_formats = ["sonata", "nwb"];

    public static Command Create()
    {
        Command command = new(
            "export",
            """
            Writes what a run has recorded in HDF5 files of a common format, beside the files that they are made of.
              export results/xor-burstprop/seed-1                  SONATA: spikes.h5 with /spikes/POPULATION, and a frame report for every recorded state variable,
                                                                   state-VARIABLE.h5 with /report/POPULATION. Times are in ms; states have the units of their table.
                                                                   nodes.h5 and node_types.csv have the neurons of all populations, and their types.
              export results/xor-burstprop/seed-1 --format nwb     Neurodata Without Borders: recording.nwb, whose table of units has every neuron that spiked.
            """);
        Argument<string> folder = new("folder") { Description = "Folder of the run, for example results/xor-burstprop/seed-1." };
        Option<string> format =
            new("--format") { Description = "sonata or nwb.", DefaultValueFactory = _ => s_formats[0], HelpName = "format" };
        Option<bool> force = new("--force") { Description = "Replace the files of an earlier export." };
        command.Arguments.Add(folder);
        command.Options.Add(format);
        command.Options.Add(force);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            string run = parsed.GetRequiredValue(folder), asked = parsed.GetRequiredValue(format);
            if (!s_formats.Contains(asked))
                throw new CommandException(
                    $"--format '{Shown.Value(asked)}': {Names.Instead(asked, s_formats)}");
            bool replace = parsed.GetValue(force);
            foreach (string file in asked == "nwb" ? NwbExport.Export(run, replace) : SonataExport.Export(run, replace))
                Console.WriteLine(file);
            return 0;
        }));
        return command;
    }
}
