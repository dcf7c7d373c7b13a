using System.CommandLine;

namespace Spiking.Commands;

/// <summary>run: runs the experiment of a file of any kind.</summary>
internal static class RunCommand
{
    public static Command Create() => Create(
        "run",
        "network",
        "networks/xor-burstprop.json",
        """
        Runs the experiment of a file of any kind (network, protocol, study, paper, rate model) and writes tables, spikes, figures and report.html into results/NAME/RUN/.
        Ctrl-C stops cleanly: what was computed is kept in a folder marked incomplete, from which the command resume continues.
        """);

    /// <summary>The name that protocols had before run took all kinds of experiments.</summary>
    public static Command CreateForProtocols() => Create(
        "protocol",
        "protocol",
        "networks/pairing-poisson.json",
        """
        Runs the experiment of a protocol file, as run does, and writes its tables, figures and report.html into results/NAME/RUN/. Takes seconds.
          protocol networks/pairing-poisson.json     pairs a single synapse with spike trains: its weight changes
        """);

    private static Command Create(string name, string kind, string example, string description)
    {
        Command command = new(name, description);
        NetworkArguments file = new(command, kind, example);
        ExperimentArguments arguments = new(command);
        command.SetAction(parsed => SharedRun.Guard(
            arguments.AreTogether(parsed),
            together => arguments.Execute(parsed, file.File(parsed), file.Overrides(parsed), kind, together)));
        return command;
    }
}
