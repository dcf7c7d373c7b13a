using System.Globalization;
using PureHDF;
using PureHDF.VOL.Native;
using Spiking.Files;
using Spiking.Runs;

namespace Spiking.Tests.Commands;

/// <summary>The command export leaves what is there alone. What it writes is read in <see cref="PythonTests"/>.</summary>
public class ExportCommandTests
{
    private const string Recorders = """
        recorders=[{ "type": "spikes" },
                   { "type": "state", "population": "excitatory", "variables": ["potential"], "neurons": [3], "every": "1 ms" }]
        """;

    private readonly TemporaryFolder _folder = new();
    private string _run = "";

    [OneTimeSetUp]
    public void Run()
    {
        SimulatorProcess.Here(["run", Path.Combine(TestFiles.Networks, "coba.json"), "-o", _folder.File("größe 1"), "--figures", "none",
            "--set", "duration=50 ms", "--set", Recorders]).Ended(0);
        _run = _folder.File("größe 1/coba/seed-1");
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [SetUp]
    public void RemoveExported()
    {
        foreach (string file in Directory.GetFiles(_run, "*.h5").Concat(Directory.GetFiles(_run, "*.nwb"))
            .Append(Path.Combine(_run, "node_types.csv"))) File.Delete(file);
    }

    private ProgramResult Export(params string[] options) => SimulatorProcess.Here(["export", _run, .. options]);

    private string Of(string name) => Path.Combine(_run, name);

    [TestCase("sonata", "spikes.h5", "state-potential.h5")]
    [TestCase("nwb", "recording.nwb")]
    public void Files_that_are_there_are_replaced_with_force_alone(string format, params string[] names)
    {
        Export("--format", format).Ended(0);
        byte[][] exported = [.. names.Select(name => File.ReadAllBytes(Of(name)))];
        foreach (string name in names)
        {
            File.WriteAllText(Of(name), "mine");
            foreach (string other in names.Where(other => other != name)) File.Delete(Of(other));
            Assert.That(Export("--format", format).Ended(1).Error, Is.EqualTo(
                $"error: {Of(name)} is there already. Nothing was overwritten: use --force to replace it, or move it.\n"));
            Assert.That(File.ReadAllText(Of(name)), Is.EqualTo("mine"));
            Assert.That(names.Count(other => File.Exists(Of(other))), Is.EqualTo(1), "nothing was written");
        }

        Export("--format", format, "--force").Ended(0);
        Assert.That(names.Select(name => File.ReadAllBytes(Of(name))), Is.EqualTo(exported));
        Assert.That(Directory.GetDirectories(_run, ".export*"), Is.Empty);
    }

    [Test]
    public void Nodes_that_are_those_of_the_run_are_left_and_others_are_not_replaced()
    {
        Export().Ended(0);
        File.Delete(Of("spikes.h5"));
        File.Delete(Of("state-potential.h5"));
        Export().Ended(0);
        File.Delete(Of("spikes.h5"));
        File.Delete(Of("state-potential.h5"));
        File.WriteAllText(Of("node_types.csv"), "mine");
        Assert.That(Export().Ended(1).Error, Does.Contain($"{Of("node_types.csv")} is there already. Nothing was overwritten"));
        Assert.That(File.ReadAllText(Of("node_types.csv")), Is.EqualTo("mine"));
        Assert.That(Directory.GetFiles(_run, "s*.h5"), Is.Empty, "nothing else was written");
    }

    [Test]
    public void An_export_that_fails_leaves_the_earlier_one()
    {
        Export().Ended(0);
        byte[] exported = File.ReadAllBytes(Of("spikes.h5"));
        byte[] states = File.ReadAllBytes(Of("state.csv"));
        try
        {
            // A row that is cut off is found when everything before it is written.
            File.WriteAllBytes(Of("state.csv"), states[..^3]);
            File.AppendAllText(Of("state.csv"), "\n0.9\n");
            Assert.That(Export("--force").Ended(1).Error, Does.Contain("state.csv"));
        }
        finally
        {
            File.WriteAllBytes(Of("state.csv"), states);
        }

        Assert.That(File.ReadAllBytes(Of("spikes.h5")), Is.EqualTo(exported));
        Assert.That(Directory.GetDirectories(_run, ".export*"), Is.Empty);
    }

    // A killed export has left a folder, perhaps with files that are cut off, and process ids come again.
    [Test]
    public void What_a_killed_export_has_left_is_never_taken_for_written()
    {
        string record = File.ReadAllText(Of("run.json"));
        string ofThisProcess = Of($".export-{Environment.ProcessId}");
        int ended = EndedProcess.Id();
        string random = new('0', 32);
        string killed = Of($".export-{Environment.MachineName}-{ended}-1-{random}"),
            another = Of($".export-elsewhere-{ended}-1-{random}"),
            running = Of($".export-{Environment.MachineName}-{FolderClaim.Own.Process}-{FolderClaim.Own.Started}-{random}");
        string[] left = [ofThisProcess, killed, another, running];
        try
        {
            foreach (string folder in left)
            {
                Directory.CreateDirectory(folder);
                foreach (string file in new[] { "run.json", "spikes.h5", "other.h5" }) File.WriteAllText(Path.Combine(folder, file), "cut");
            }

            Assert.That(Export("--force").Ended(0).Output, Does.Not.Contain("other.h5").And.Not.Contain("run.json"));
            Assert.That(File.ReadAllText(Of("run.json")), Is.EqualTo(record));
            Assert.That(Of("other.h5"), Does.Not.Exist);
            Assert.That(Directory.GetDirectories(_run, ".export*"), Is.EquivalentTo(new[] { ofThisProcess, another, running }));
        }
        finally
        {
            foreach (string folder in left.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
            File.WriteAllText(Of("run.json"), record);
        }
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void An_export_that_is_stopped_leaves_nothing()
    {
        // A table so long that its export takes seconds.
        using TemporaryFolder folder = new();
        File.Copy(Of("run.json"), folder.File("run.json"));
        using (StreamWriter table = new(folder.File("state.csv")))
        {
            table.WriteLine("time_s,excitatory.potential_v[3]");
            for (int row = 0; row < 2_000_000; row++)
                table.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row * 1e-3:0.000},-0.06"));
        }

        ProgramResult result = SimulatorProcess.Apart(["export", folder.Path], meanwhile: process =>
        {
            while (!process.HasExited && Directory.GetDirectories(folder.Path, ".export-*").Length == 0) Thread.Sleep(1);
            InterruptionTests.Send(process, "TERM");
        });
        Assert.That(result.ExitCode, Is.Not.Zero, "the signal came before the end of the export");
        Assert.That(Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "run.json", "state.csv" }));
    }

    [TestCase("state-potential.h5")]
    [TestCase("nodes.h5")]
    public void A_folder_in_the_place_of_a_file_is_refused_before_anything_is_replaced(string name)
    {
        File.WriteAllText(Of("spikes.h5"), "mine");
        Directory.CreateDirectory(Of(name));
        try
        {
            Assert.That(Export("--force").Ended(1).Error, Is.EqualTo(
                $"error: {Of(name)} is a folder, where a file of the export is needed. Nothing was written: move it.\n"));
            Assert.That(File.ReadAllText(Of("spikes.h5")), Is.EqualTo("mine"));
        }
        finally
        {
            Directory.Delete(Of(name));
        }
    }

    [TestCase("sonata")]
    [TestCase("nwb")]
    public void Cells_without_a_spike_are_exported(string format)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("silent.json"), """
            {
              "name": "silent", "duration": "20 ms", "neuronModels": { "cell": { "type": "conductance-lif" } },
              "populations": { "cells": { "size": 3, "neuron": "cell" } }, "recorders": [{ "type": "spikes" }]
            }
            """);
        SimulatorProcess.Here("run", folder.File("silent.json"), "-o", folder.Path, "--figures", "none").Ended(0);
        SimulatorProcess.Here("export", folder.File("silent/seed-1"), "--format", format).Ended(0);
        if (format == "nwb") return;
        using DataFile file = DataFile.Open(folder.File("silent/seed-1/spikes.h5"), "cells", "population", "time_s|time_ms", "neuron");
        Assert.That(file.Read(DataFile.Piece(2)), Is.Zero);
    }

    [Test]
    public void States_without_a_row_are_named()
    {
        using TemporaryFolder folder = new();
        File.Copy(Of("run.json"), folder.File("run.json"));
        File.WriteAllText(folder.File("state.csv"), "time_s,excitatory.potential_v[3]\n");
        Assert.That(SimulatorProcess.Here("export", folder.Path).Ended(1).Error, Does.Contain($"{folder.File("state.csv")} has no rows"));
    }

    [Test]
    public void States_of_several_populations_in_one_table_are_reports_of_their_own()
    {
        using TemporaryFolder folder = new();
        File.Copy(Of("run.json"), folder.File("run.json"));
        File.WriteAllText(folder.File("state.csv"),
            "time_s,a.potential_v[3],c.potential_v[1],a.potential_v[5]\n0,1,2,3\n0.001,4,5,6\n0.002,7,8,9\n");
        SimulatorProcess.Here("export", folder.Path).Ended(0);
        using NativeFile file = H5File.OpenRead(folder.File("state-potential.h5"));
        Assert.That(file.Group("report").Children().Select(child => child.Name), Is.EquivalentTo(new[] { "a", "c" }));
        Assert.That(file.Dataset("report/a/data").Read<float[]>(), Is.EqualTo(new float[] { 1, 3, 4, 6, 7, 9 }));
        Assert.That(file.Dataset("report/a/mapping/node_ids").Read<ulong[]>(), Is.EqualTo(new ulong[] { 3, 5 }));
        Assert.That(file.Dataset("report/c/data").Read<float[]>(), Is.EqualTo(new float[] { 2, 5, 8 }));
        Assert.That(file.Dataset("report/c/mapping/node_ids").Read<ulong[]>(), Is.EqualTo(new ulong[] { 1 }));
        Assert.That(file.Dataset("report/c/mapping/time").Read<double[]>()[1], Is.EqualTo(3).Within(1e-9));
    }

    [TestCase("")]
    [TestCase("\n0,1\n")]
    [TestCase("time_s\n0\n0.001\n")]
    public void A_table_of_states_without_a_state_is_named(string text)
    {
        using TemporaryFolder folder = new();
        File.Copy(Of("run.json"), folder.File("run.json"));
        File.Copy(Of("spikes.npz"), folder.File("spikes.npz"));
        File.WriteAllText(folder.File("state.csv"), text);
        Assert.That(SimulatorProcess.Here("export", folder.Path).Ended(1).Error,
            Does.Contain($"{folder.File("state.csv")} {(text.Length == 0 ? "is empty" : "names no recorded state in its first line")}."));
        Assert.That(folder.File("spikes.h5"), Does.Not.Exist);
    }

    // The archive is that of a network of 3200 and 800 cells; the record says that it is of another one.
    [TestCase("sonata", "\"size\": 3200", "\"size\": 2", "of population \"excitatory\", whose 2 neurons are counted from 0.")]
    [TestCase("nwb", "\"size\": 3200", "\"size\": 2", "of population \"excitatory\", whose 2 neurons are counted from 0.")]
    [TestCase("sonata", "\"excitatory\": {", "\"excitators\": {",
        "\"excitatory\", which the network of run.json does not have; did you mean \"excitators\"?")]
    [TestCase("nwb", "\"excitatory\": {", "\"excitators\": {",
        "\"excitatory\", which the network of run.json does not have; did you mean \"excitators\"?")]
    public void Spikes_of_another_network_are_refused(string format, string written, string instead, string sentence)
    {
        string record = File.ReadAllText(Of("run.json"));
        Assert.That(record, Does.Contain(written));
        try
        {
            File.WriteAllText(Of("run.json"), record.Replace(written, instead, StringComparison.Ordinal));
            Assert.That(Export("--format", format).Ended(1).Error, Does.Contain("spikes.npz").And.Contain(sentence));
        }
        finally
        {
            File.WriteAllText(Of("run.json"), record);
        }

        Assert.That(Directory.GetFiles(_run, "*.h5").Concat(Directory.GetFiles(_run, "*.nwb")), Is.Empty);
    }

    [TestCase("{", "cannot be read")]
    [TestCase("[]", "cannot be read: it is []; an object is needed.")]
    [TestCase("{ \"network\": \"none\" }", "is damaged: \"network\" is \"none\"; an object is needed.")]
    [TestCase("{ \"network\": { \"name\": 3 }, \"finished\": 1 }", "is damaged: \"network.name\" is 3; a text is needed.")]
    [TestCase("{}", "is damaged: \"network.populations\" is missing; an object is needed.", "sonata")]
    [TestCase("{ \"network\": { \"populations\": [] } }", "is damaged: \"network.populations\" is []; an object is needed.", "sonata")]
    [TestCase("{ \"network\": { \"populations\": { \"p\": { \"neuron\": \"a\" } } } }",
        "is damaged: \"network.neuronModels.a.type\" is missing; a text is needed.", "sonata")]
    [TestCase("{ \"network\": { \"neuronModels\": { \"a\": { \"type\": \"b\" } }, \"populations\": { "
        + "\"p\": { \"neuron\": \"a\", \"size\": -1 } } } }",
        "the size of population \"p\" is -1", "sonata")]
    public void A_damaged_record_is_named(string record, string sentence, string format = "nwb")
    {
        string written = File.ReadAllText(Of("run.json"));
        try
        {
            File.WriteAllText(Of("run.json"), record);
            Assert.That(Export("--format", format).Ended(1).Error, Does.Contain("run.json").And.Contain(sentence));
        }
        finally
        {
            File.WriteAllText(Of("run.json"), written);
        }

        Assert.That(Directory.GetFiles(_run, "*.h5").Concat(Directory.GetFiles(_run, "*.nwb")), Is.Empty);
    }
}
