using System.CommandLine;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>The option that names the folder of a run.</summary>
internal static class RunNameOption
{
    public static Option<string?> Create()
    {
        Option<string?> run = new("--run") { Description = "Name of the run's folder; by default seed-SEED.", HelpName = "name" };
        run.Validators.Add(result =>
        {
            if (result.Tokens.Count != 1) return;
            string name = result.Tokens[0].Value;
            if (name.Length == 0 || name.StartsWith('.') || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0
                || name.Any(char.IsControl))
            {
                result.AddError($"--run '{Shown.Value(name)}': a name is needed that can be the name of a folder.");
            }
            else if (RunFolder.IsReserved(name))
            {
                result.AddError($"--run '{name}': names with this end are those of runs that have not finished; take another.");
            }
        });
        return run;
    }
}
