using System.CommandLine;
using System.Text.RegularExpressions;

namespace Spiking.Commands;

/// <summary>The option that names the folder of a run.</summary>
internal static partial class RunNameOption
{
    public static Option<string?> Create()
    {
        Option<string?> run = new("--run") { Description = "Name of the run's folder; by default seed-SEED.", HelpName = "name" };
        run.Validators.Add(result =>
        {
            if (result.Tokens.Count != 1) return;
            string name = result.Tokens[0].Value;
            if (name.Length == 0 || name.StartsWith('.') || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
                result.AddError($"--run '{name}': a name is needed that can be the name of a folder.");
            else if (Reserved().IsMatch(name))
                result.AddError($"--run '{name}': names with this end are those of runs that have not finished; take another.");
        });
        return run;
    }

    // What is beside the folder of a run while it lasts, and what an unfinished one leaves.
    [GeneratedRegex(@"\.(running|state|replaced|incomplete)(-\d+)?$")]
    private static partial Regex Reserved();
}
