using System.CommandLine;

namespace Spiking.Commands;

/// <summary>python: prints the Python module that reads results.</summary>
internal static class PythonCommand
{
    public static Command Create()
    {
        Command command = new(
            "python",
            """
            Prints a Python module that reads what a run has left (tables, spikes, the resolved network) into numpy arrays; tables and spikes also of a run that was killed:
              python > spiking.py
              python3 -c 'import spiking; print(spiking.Run("results/xor-burstccn/seed-1").tables)'
            It needs numpy only; Run.neo() makes a neo.Block where neo is installed.
            """);
        command.SetAction(_ => CommandLine.Guard(() =>
        {
            using StreamReader module = new(typeof(PythonCommand).Assembly.GetManifestResourceStream("spiking.py")!);
            Console.Write(module.ReadToEnd());
            return 0;
        }));
        return command;
    }
}
