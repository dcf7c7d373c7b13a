using System.CommandLine;
using System.Runtime.InteropServices;
using Spiking.Engine;
using Spiking.Mpi;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>
/// run --mpi: one network simulated by several processes, on one machine or several, which mpirun has started. The first records, shows
/// progress and writes results. The others say nothing unless they fail.
/// </summary>
internal static class SharedRun
{
    /// <summary>Name of the option.</summary>
    public const string Name = "--mpi";

    private const int Failure = 1;

    private static TextWriter s_error = Console.Error;
    private static bool s_haveAgreed;

    /// <summary>Creates the option.</summary>
    public static Option<bool> CreateOption() => new(Name)
    {
        Description = "Networks: simulates the network together with the other processes that mpirun has started (mpirun -n 2 spiking "
            + "run FILE --mpi, with Open MPI 4). They share the point neurons and the synapses onto these. Results do not depend on "
            + "their number.",
    };

    /// <summary>Executes a call in each of the processes that were started together, or in this one.</summary>
    /// <param name="together">Whether there are others.</param>
    /// <param name="call">The call.</param>
    /// <returns>The exit code.</returns>
    public static int Guard(bool together, Func<OpenMpi?, int> call)
    {
        if (!together) return CommandLine.Guard(() => call(null));
        return CommandLine.Guard(() =>
        {
            // mpirun gives the first process a terminal that is none: .NET must not send it codes.
            Environment.SetEnvironmentVariable("TERM", "dumb");
            PlainTables.IsForwarded = true;
            using OpenMpi processes = OpenMpi.Join();
            using StringWriter said = new();
            if (processes.Rank > 0) BeSilent(said);
            int code = CommandLine.Guard(() => call(processes));
            if (code == 0 || s_haveAgreed) return code;

            // What is wrong in all processes, the first has said.
            List<int> failed = Agree(processes, failed: true);
            if (failed[0] == 0) s_error.Write($"process {processes.Rank}: {said}");
            return code;
        });
    }

    /// <summary>Simulates a network together with the other processes.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="processes">The processes.</param>
    /// <param name="run">Carries the plan out, in the first of them.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">An option does not go together with --mpi, or results are there already.</exception>
    /// <exception cref="SimulationException">Several processes cannot simulate the network.</exception>
    public static int Execute(RunPlan plan, OpenMpi processes, Func<RunPlan, int> run)
    {
        if (plan.Realizations > 1)
        {
            throw new CommandException(
                $"{Name} simulates one network, and --realizations {plan.Realizations} asks for more; leave one out.");
        }

        if (plan.From is not null || plan.KeepsState)
        {
            string option = plan.KeepsState ? ExperimentArguments.KeepState : ExperimentArguments.From;
            throw new CommandException(
                $"{Name} does not go together with {option}: the state of a network is saved by a process that has all of it.");
        }

        Sharing.Require(plan.Network);
        if (processes.Rank == 0) plan.Check();
        if (Agree(processes, failed: false).Contains(1)) return Failure;
        if (processes.Rank > 0) return Follow(plan, processes);
        return Lead(plan with { Processes = processes, SnapshotEvery = null }, processes, run);
    }

    /// <summary>Tells the others whether this process can go on, before anything is built. All processes call it once.</summary>
    /// <returns>For each process 1 if it cannot, else 0.</returns>
    private static List<int> Agree(OpenMpi processes, bool failed)
    {
        s_haveAgreed = true;
        List<int> all = [];
        processes.Gather([failed ? 1 : 0], all, new int[processes.Count]);
        return all;
    }

    private static int Lead(RunPlan plan, OpenMpi processes, Func<RunPlan, int> run)
    {
        int code = CommandLine.Guard(() => run(plan));

        // All that there is has been written. The others may be waiting for this process in the middle of a step.
        if (code != 0) processes.Abort();
        return code;
    }

    private static int Follow(RunPlan plan, OpenMpi processes)
    {
        // The first process decides when to stop.
        using PosixSignalRegistration interrupt = Ignore(PosixSignal.SIGINT), terminate = Ignore(PosixSignal.SIGTERM);
        try
        {
            Network network = NetworkBuilder.Build(plan.Network, processes);
            using Crew? crew = Crew.For(network, plan.Threads ?? 1);
            if (network.Follow() is not NonFiniteStateException failure) return 0;

            // The first process writes what there is.
            Report(processes, failure.Message);
            return Failure;
        }
        catch (Exception e) when (Failures.Explain(e) is string message)
        {
            Report(processes, message);
            processes.Abort();
            return Failure;
        }
    }

    private static void Report(OpenMpi processes, string message) => s_error.WriteLine($"error: process {processes.Rank}: {message}");

    private static PosixSignalRegistration Ignore(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = true);

    private static void BeSilent(TextWriter said)
    {
        s_error = Console.Error;
        Console.SetOut(TextWriter.Null);
        Console.SetError(said);
    }
}
