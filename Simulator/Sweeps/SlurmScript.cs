using System.Globalization;

namespace Spiking.Sweeps;

/// <summary>The job script by which Slurm runs a sweep as an array: every task of the array takes its share of the runs.</summary>
internal static class SlurmScript
{
    /// <summary>Writes the script.</summary>
    /// <param name="command">The sweep as it was typed, without --slurm, quoted for a shell.</param>
    /// <param name="here">The folder in which it was typed, quoted for a shell.</param>
    /// <param name="folder">Folder of the sweep with the options of its tables, quoted for a shell.</param>
    /// <param name="name">Name of the job.</param>
    /// <param name="tasks">Number of tasks of the array.</param>
    /// <param name="cores">Processors of each task.</param>
    public static string Create(string command, string here, string folder, string name, int tasks, int cores) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        #!/bin/bash
        # Runs a sweep as an array of {tasks} tasks. Submit it with: sbatch THIS_FILE
        # A task that is killed or runs out of time loses only what it was computing: submit the script again, and it goes on where it was.
        # When all tasks have ended, join their results with: spiking merge {folder}
        #SBATCH --job-name={name}
        #SBATCH --array=1-{tasks}
        #SBATCH --cpus-per-task={cores}
        #SBATCH --output={name}-%a.log
        cd {here} || exit 1
        {command} --cores "$SLURM_CPUS_PER_TASK" --shard "$SLURM_ARRAY_TASK_ID/{tasks}"

        """).ReplaceLineEndings("\n");
}
