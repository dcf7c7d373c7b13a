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
internal sealed class SharedRun
{
    /// <summary>Name of the option.</summary>
    public const string Name = "--mpi";

    private const int Failure = 1;

    private readonly OpenMpi _processes;
    private readonly TextWriter _error = Console.Error;
    private bool _haveAgreed;

    private SharedRun(OpenMpi processes) => _processes = processes;

    /// <summary>Whether this process says what the others do not.</summary>
    private bool Leads => _processes.Rank == 0;

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
    public static int Guard(bool together, Func<SharedRun?, int> call)
    {
        if (!together) return CommandLine.Guard(() => call(null));
        return CommandLine.Guard(() =>
        {
            // mpirun gives the first process a terminal that is none: .NET must not send it codes.
            Environment.SetEnvironmentVariable("TERM", "dumb");
            PlainTables.IsForwarded = true;
            using OpenMpi processes = OpenMpi.Join();
            return new SharedRun(processes).Guard(call);
        });
    }

    private int Guard(Func<SharedRun?, int> call)
    {
        using StringWriter said = new();
        if (!Leads)
        {
            Console.SetOut(TextWriter.Null);
            Console.SetError(said);
        }

        int code = CommandLine.Guard(() => call(this));
        if (code == 0 || _haveAgreed) return code;

        // What is wrong in all processes, the first has said.
        List<int> failed = Agree(failed: true);
        if (failed[0] == 0) _error.Write($"process {_processes.Rank}: {said}");
        return code;
    }

    /// <summary>Simulates a network together with the other processes.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="run">Carries the plan out, in the first of them.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">An option does not go together with --mpi, or results are there already.</exception>
    /// <exception cref="SimulationException">Several processes cannot simulate the network.</exception>
    public int Execute(RunPlan plan, Func<RunPlan, int> run)
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
        if (Leads) plan.Check();
        if (Agree(failed: false).Contains(1)) return Failure;
        return Leads ? Lead(plan with { Processes = _processes, SnapshotEvery = null }, run) : Follow(plan);
    }

    /// <summary>Tells the others whether this process can go on, before anything is built. All processes call it once.</summary>
    /// <returns>For each process 1 if it cannot, else 0.</returns>
    private List<int> Agree(bool failed)
    {
        _haveAgreed = true;
        List<int> all = [];
        _processes.Gather([failed ? 1 : 0], all, new int[_processes.Count]);
        return all;
    }

    private int Lead(RunPlan plan, Func<RunPlan, int> run)
    {
        int code = CommandLine.Guard(() => run(plan));

        // This process has failed after it wrote what could be kept of the run. The others may be waiting for it in the middle of a step.
        if (code != 0) _processes.Abort();
        return code;
    }

    private int Follow(RunPlan plan)
    {
        // The first process decides when to stop.
        using PosixSignalRegistration interrupt = Ignore(PosixSignal.SIGINT), terminate = Ignore(PosixSignal.SIGTERM);
        try
        {
            Network network = NetworkBuilder.Build(plan.Network, _processes);
            using Crew? crew = Crew.For(network, plan.Threads ?? 1);
            if (network.Follow() is not NonFiniteStateException failure) return 0;

            // The first process writes what there is.
            Report(failure.Message);
            return Failure;
        }
        catch (Exception e) when (Failures.Explain(e) is string message)
        {
            Report(message);
            _processes.Abort();
            return Failure;
        }
    }

    private void Report(string message) => _error.WriteLine($"error: process {_processes.Rank}: {message}");

    private static PosixSignalRegistration Ignore(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = true);
}
