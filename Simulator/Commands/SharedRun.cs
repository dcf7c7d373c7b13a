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
            if (processes.Rank > 0) BeSilent();
            return CommandLine.Guard(() => call(processes));
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
        RequireOfFirst(processes, plan.Check);
        if (processes.Rank > 0) return Follow(plan, processes);
        return Lead(plan with { Processes = processes, SnapshotEvery = null }, processes, run);
    }

    /// <summary>Checks something in the first process. If it is not so the first says why, and all end.</summary>
    private static void RequireOfFirst(OpenMpi processes, Action check)
    {
        CommandException? refusal = null;
        try
        {
            if (processes.Rank == 0) check();
        }
        catch (CommandException e)
        {
            refusal = e;
        }

        List<int> refusals = [];
        processes.Gather([refusal is null ? 0 : 1], refusals, new int[processes.Count]);
        if (refusals.Contains(1)) throw refusal ?? new CommandException("the first process has refused.");
    }

    private static int Lead(RunPlan plan, OpenMpi processes, Func<RunPlan, int> run)
    {
        int code = CommandLine.Guard(() => run(plan));

        // The others may be waiting for this process in the middle of a step.
        if (code == Failure) processes.Abort();
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
            network.Follow();
            return 0;
        }
        catch (Exception e) when (Failures.Explain(e) is string message)
        {
            s_error.WriteLine($"error: process {processes.Rank}: {message}");
            processes.Abort();
            return Failure;
        }
    }

    private static PosixSignalRegistration Ignore(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = true);

    private static void BeSilent()
    {
        s_error = Console.Error;
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
    }
}
