using Spiking.Tests.Snapshots;

namespace Spiking.Tests.Commands;

/// <summary>run --mpi under mpirun.</summary>
public class SharedRunTests
{
    // Exit status of two-hosts.sh where it cannot do its work.
    private const int CannotImitate = 77;

    private static readonly bool s_isInstalled = IsThere("mpirun");

    private static readonly bool s_hasHosts = Environment.UserName == "root" && IsThere("ip") && IsThere("unshare");

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Any_number_of_processes_leaves_the_same_files()
    {
        RequireMpi();
        string[] call =
        [
            "run", TestFiles.Of("networks", "coba.json"), "--set", "populations.*.size=801", "--set", "duration=0.2 s", "--set",
            "recorders=[{ \"type\": \"spikes\" }, { \"type\": \"rates\", \"bin\": \"10 ms\" }]", "--figures", "none",
        ];
        SimulatorProcess.Here([.. call, "-o", _folder.File("alone")]).Ended(0);
        foreach (int processes in (int[])[1, 3])
        {
            string output = _folder.File($"{processes}");
            ProgramResult result = Together(processes, [.. call, "--mpi", "-o", output]).Ended(0);
            string run = Path.Combine(output, "coba", "seed-1");
            Assert.That(RunFolders.Json(run).GetProperty("processes").GetInt32(), Is.EqualTo(processes));
            Assert.That(ResultComparison.Differences(_folder.File("alone/coba/seed-1"), run), Is.Empty);
            Assert.That(result.Output.Split("report.html"), Has.Length.EqualTo(2), "one process says what came of it");
        }
    }

    [Test]
    public void Processes_on_two_hosts_that_talk_by_TCP_leave_the_same_files()
    {
        RequireMpi();
        if (!s_hasHosts) Assert.Ignore("iproute2 is not installed, or this is not root: no second host can be imitated.");
        string[] call =
        [
            "run", TestFiles.Of("networks", "coba.json"), "--set", "populations.*.size=301", "--set", "duration=40 ms", "--set",
            "recorders=[{ \"type\": \"spikes\" }]", "--figures", "none",
        ];
        SimulatorProcess.Here([.. call, "-o", _folder.File("alone")]).Ended(0);
        ProgramResult result = SimulatorProcess.Apart(
            [.. call, "--mpi", "-o", _folder.File("together")], shell: $"set -- bash {TestFiles.Of("Commands", "two-hosts.sh")} \"$@\"");
        if (result.ExitCode == CannotImitate) Assert.Ignore("this machine does not allow network namespaces.");
        result.Ended(0);
        string run = _folder.File("together/coba/seed-1");
        Assert.That(RunFolders.Json(run).GetProperty("processes").GetInt32(), Is.EqualTo(2));
        Assert.That(ResultComparison.Differences(_folder.File("alone/coba/seed-1"), run), Is.Empty);
    }

    [Test]
    public void A_refusal_is_said_once()
    {
        RequireMpi();
        ProgramResult result = Together(2, ["run", TestFiles.Of("networks", "xor-burstprop.json"), "--mpi"]);
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error.Split("several processes cannot simulate the network xor-burstprop"), Has.Length.EqualTo(2));
    }

    [Test]
    public void A_process_that_cannot_begin_says_why_and_the_others_end()
    {
        RequireMpi();
        string[] call = ["run", TestFiles.Of("networks", "coba.json"), "--mpi", "-o", _folder.Path];
        const string Missing = "set -- mpirun --allow-run-as-root --oversubscribe -n 1 \"$@\" : -n 1 \"$1\" \"$2\" run missing.json --mpi";
        ProgramResult result = SimulatorProcess.Apart(call, shell: Missing);
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Does.Contain("process 1: missing.json: there is no such file"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void Results_that_are_there_already_are_not_overwritten()
    {
        RequireMpi();
        string[] call =
            ["run", TestFiles.Of("networks", "coba.json"), "--set", "duration=10 ms", "--figures", "none", "-o", _folder.Path];
        SimulatorProcess.Here(call).Ended(0);
        ProgramResult again = Together(2, [.. call, "--mpi"]);
        Assert.That(again.ExitCode, Is.Not.Zero);
        Assert.That(again.Error, Does.Contain("already holds results. Nothing was overwritten"));
    }

    [TestCase("--realizations", "2", "--mpi simulates one network, and --realizations 2 asks for more; leave one out.")]
    [TestCase("--keep-state", "", "--mpi does not go together with --keep-state: the state of a network is saved by a process that has "
        + "all of it.")]
    public void Options_that_need_the_whole_network_are_refused(string option, string value, string message)
    {
        RequireMpi();
        string[] call = ["run", TestFiles.Of("networks", "coba.json"), "--mpi", option];
        Assert.That(Together(2, value.Length > 0 ? [.. call, value] : call).Error, Does.Contain(message));
    }

    [Test]
    public void Without_the_library_a_sentence_says_what_is_missing()
    {
        if (s_isInstalled) Assert.Ignore("Open MPI is installed here, so nothing is missing.");
        ProgramResult result = SimulatorProcess.Apart(["run", TestFiles.Of("networks", "coba.json"), "--mpi"]).Ended(1);
        Assert.That(result.Error, Does.StartWith("error: --mpi: Open MPI 4 (libmpi.so.40) is not on this machine. Install it"));
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static void RequireMpi()
    {
        if (!s_isInstalled) Assert.Ignore("Open MPI is not installed (Debian's openmpi-bin): several processes are not tried.");
    }

    // Processes that wait for one another leave the cores to the tests beside them.
    private static ProgramResult Together(int processes, IEnumerable<string> call) => SimulatorProcess.Apart(
        call, shell: $"set -- mpirun --allow-run-as-root --oversubscribe --mca mpi_yield_when_idle 1 -n {processes} \"$@\"");
}
