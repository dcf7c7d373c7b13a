using System.CommandLine;
using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>The network or protocol file and the changes to it, as all commands take them.</summary>
internal sealed class NetworkArguments
{
    private readonly Argument<string> _file;

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Overrides a value of the file: path=value, for example task.epochs=20 or 'populations.*.size=2000' "
            + "(* stands for every name or index; value null removes a key that may be absent). May be repeated.",
        HelpName = "path=value",
    };

    private readonly Option<long?> _seed =
        IntegerOption.Create("--seed", "Seed of all random decisions, instead of the file's.", smallest: 0, largest: long.MaxValue);

    public NetworkArguments(Command command, string kind = "network", string example = "networks/xor-burstprop.json")
    {
        _file = new Argument<string>(kind + "-file")
        {
            Description =
            $"The {kind} file, for example {example}, or the name of an experiment that comes with the program (list)."
        };
        command.Arguments.Add(_file);
        command.Options.Add(_set);
        command.Options.Add(_seed);
    }

    /// <summary>Loads the network that the arguments name.</summary>
    /// <exception cref="NetworkFileException">The file has mistakes.</exception>
    public NetworkDescription Load(ParseResult parsed) => NetworkDescription.File.Load(File(parsed), Overrides(parsed));

    /// <summary>The changes to the file, path=value.</summary>
    public IReadOnlyList<string> Overrides(ParseResult parsed)
    {
        List<string> overrides = [.. parsed.GetValue(_set) ?? []];
        if (parsed.GetValue(_seed) is long seed) overrides.Add("seed=" + seed.ToString(CultureInfo.InvariantCulture));
        return overrides;
    }

    /// <summary>The path of the file.</summary>
    /// <exception cref="NetworkFileException">There is neither such a file nor an experiment of that name.</exception>
    public string File(ParseResult parsed) => ExperimentLibrary.Find(parsed.GetRequiredValue(_file));
}
