using Spiking.Recording.Spikes;

namespace Spiking.Tests.Commands;

/// <summary>The Python module that reads results, tried with Debian's Python and numpy.</summary>
public class PythonTests
{
    [Test]
    public void It_reads_tables_spikes_and_the_network_of_a_run()
    {
        using TemporaryFolder folder = Prepared();
        string run = Path.Combine(TestFiles.Networks, "examples", "balanced-network.json");
        SimulatorProcess.Here(["run", run, "--output", folder.Path, "--figures", "none", "--set", "recorders=[{ \"type\": \"spikes\" }]"])
            .Ended(0);
        string output = Python(folder, """
            run = spiking.Run("balanced-network/seed-1")
            spikes = run.arrays("spikes")
            for name in run.populations:
                times, neurons, kinds = run.spikes(name)
                assert (times == spikes[name + "_time_s"]).all() and len(times) == len(neurons) == len(kinds) > 0
                assert times.dtype == "float64" and neurons.dtype == "int32" and (times[1:] >= times[:-1]).all()
                assert neurons.max() < run.description["populations"][name]["size"]
            measured = run.table("measurements")
            rate = dict(zip(measured["measurement"], measured["value"]))["rates.excitatory.spike_rate_hz"]
            recorded = len(run.spikes("excitatory")[0])
            print(run.record["status"], rate > 0, recorded > 0, sorted(run.tables) == run.tables)
            """);
        Assert.That(output, Is.EqualTo("complete True True True\n"));
    }

    [Test]
    public void It_reads_what_a_killed_run_has_appended()
    {
        using TemporaryFolder folder = Prepared();
        using (SpikeStreamWriter writer = new(folder.File("spikes.stream"), 1e-4, [new("a", 10), new("größte", 2_000_000)]))
        {
            foreach ((int step, int neuron, byte kind) in new[] { (0, 0, (byte)1), (0, 9, (byte)2), (5, 3, (byte)0), (5, 4, (byte)1),
                (200_000, 0, (byte)2) }) writer.Add(0, step, neuron, kind);
            writer.Add(1, 7, 1_999_999, 1);
            writer.Flush();
        }

        // As a process leaves it that is killed while it writes.
        using (FileStream end = new(folder.File("spikes.stream"), FileMode.Append)) end.Write([0, 0, 0, 0, 5, 0, 0, 0, 9, 0]);
        string output = Python(folder, """
            run = spiking.Run(".")
            print(run.populations)
            print([values.tolist() for values in run.spikes("a")])
            print([values.tolist() for values in run.spikes("größte")])
            try:
                run.spikes("b")
            except KeyError as error:
                print(error)
            """);
        Assert.That(output, Is.EqualTo("""
            ['a', 'größte']
            [[0.0, 0.0, 0.0005, 0.0005, 20.0], [0, 9, 3, 4, 0], [1, 2, 0, 1, 2]]
            [[0.0007], [1999999], [1]]
            "no spikes of 'b' were recorded; there are a, größte"

            """.ReplaceLineEndings("\n")));
    }

    // Killed in the middle of a row: what there is of its numbers may be cut off.
    [TestCase("time_s,a\n0,1\n0.1,2\n0.2,1", "['time_s', 'a'] [0.0, 0.1]")]
    [TestCase("time_s,a\n0,1\n0.1,2\n0.2", "['time_s', 'a'] [0.0, 0.1]")]
    [TestCase("time_s,a\n", "['time_s', 'a'] []")]
    public void It_reads_a_table_up_to_its_last_complete_row(string text, string expected)
    {
        using TemporaryFolder folder = Prepared();
        File.WriteAllText(folder.File("state.csv"), text);
        Assert.That(Python(folder, """
            table = spiking.Run(".").table("state")
            print(list(table), table["time_s"].tolist())
            """), Is.EqualTo(expected + "\n"));
    }

    [Test]
    public void It_reads_what_a_protocol_was()
    {
        using TemporaryFolder folder = Prepared();
        string file = Path.Combine(TestFiles.Networks, "pairing-periodic.json");
        SimulatorProcess.Here(["run", file, "--output", folder.Path, "--figures", "none"]).Ended(0);
        Assert.That(Python(folder, """
            print([protocol["name"] for protocol in spiking.Run("pairing-periodic/seed-1").description])
            """), Does.StartWith("['pairing-periodic'"));
    }

    [Test]
    public void Exported_recordings_are_SONATA_files_with_the_recorded_numbers()
    {
        using TemporaryFolder folder = Prepared();
        PythonProcess.Require("h5py", "exported files are not read");
        string run = Path.Combine(TestFiles.Networks, "coba.json");
        const string Recorders = """
            recorders=[{ "type": "spikes" }, { "type": "state", "population": "excitatory", "variables": ["potential", "ampa"], "neurons": [3, 0, 7], "every": "0.5 ms", "from": "10 ms" }]
            """;
        SimulatorProcess.Here(["run", run, "--output", folder.Path, "--figures", "none", "--set", "duration=100 ms", "--set", Recorders])
            .Ended(0);
        string exported = SimulatorProcess.Here(["export", folder.File("coba/seed-1")]).Ended(0).Output;
        Assert.That(exported.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Path.GetFileName(line.Trim())),
            Does.Contain("spikes.h5").And.Contain("state-potential.h5").And.Contain("nodes.h5").And.Contain("node_types.csv"));
        string output = Python(folder, """
            import h5py
            run = spiking.Run("coba/seed-1")
            with h5py.File("coba/seed-1/spikes.h5") as file:
                for name in run.populations:
                    times, neurons, _ = run.spikes(name)
                    group = file["spikes"][name]
                    assert (group["timestamps"][:] == times * 1e3).all() and (group["node_ids"][:] == neurons).all() and len(times) > 100
                    assert group["timestamps"].dtype == "float64" and group["node_ids"].dtype == "uint64", group["node_ids"].dtype
                    sorting = h5py.check_enum_dtype(group.attrs.get_id("sorting").dtype)
                    assert sorting == {"none": 0, "by_id": 1, "by_time": 2} and group.attrs["sorting"] == 2
                    print(name, group["timestamps"].attrs["units"])
            states = run.table("state")
            with h5py.File("coba/seed-1/state-potential.h5") as file:
                report = file["report/excitatory"]
                print(report["data"].shape, report["data"].attrs["units"], report["mapping/node_ids"][:], report["mapping/index_pointer"][:], report["mapping/element_ids"][:])
                print([round(t, 6) for t in report["mapping/time"][:]], report["mapping/time"].attrs["units"])
                for column, neuron in enumerate((3, 0, 7)):
                    assert (report["data"][:, column] == states[f"excitatory.potential_v[{neuron}]"].astype("float32")).all()
            """);
        Assert.That(output, Is.EqualTo("""
            excitatory ms
            inhibitory ms
            (180, 3) v [3 0 7] [0 1 2 3] [0 0 0]
            [10.0, 100.0, 0.5] ms

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void The_nodes_of_exported_and_of_recorded_SONATA_files_are_the_neurons_of_all_populations()
    {
        using TemporaryFolder folder = Prepared();
        PythonProcess.Require("h5py", "exported files are not read");
        const string Network = """
            {
              "name": "pair", "duration": "20 ms",
              "neuronModels": { "source": { "type": "poisson-source", "rate": "400 Hz" }, "cell": { "type": "conductance-lif" } },
              "populations": { "input": { "size": 5, "neuron": "source" }, "cells": { "size": 3, "neuron": "cell" } },
              "projections": [{ "from": "input", "to": "cells", "receptor": "soma-ampa", "weight": 0.1, "probability": 0.5 }],
              "recorders": [{ "type": "spikes" }, { "type": "synapses", "format": "sonata" }]
            }
            """;
        File.WriteAllText(folder.File("pair.json"), Network);
        SimulatorProcess.Here(["run", folder.File("pair.json"), "--output", folder.Path, "--figures", "none"]).Ended(0);
        string[] files = [folder.File("pair/seed-1/nodes.h5"), folder.File("pair/seed-1/node_types.csv")];
        byte[][] recorded = [.. files.Select(File.ReadAllBytes)];
        SimulatorProcess.Here(["export", folder.File("pair/seed-1")]).Ended(0);
        Assert.That(files.Select(File.ReadAllBytes), Is.EqualTo(recorded), "the recorder and the export write the same");
        string output = Python(folder, """
            import csv, h5py
            with open("pair/seed-1/node_types.csv", newline="") as table:
                types = {row["population"]: row for row in csv.DictReader(table, delimiter=" ")}
            for name in ("spikes", "nodes", "synapses"):
                with h5py.File(f"pair/seed-1/{name}.h5") as file:
                    assert file.attrs["magic"] == 0x0A7A and file.attrs["version"].tolist() == [0, 1], name
            with h5py.File("pair/seed-1/nodes.h5") as file:
                for name, nodes in file["nodes"].items():
                    assert nodes["node_id"].dtype == nodes["node_group_index"].dtype == "uint64", nodes["node_id"].dtype
                    type = types[name]
                    print(name, nodes["node_id"][:], nodes["node_type_id"][:] == int(type["node_type_id"]), nodes["node_group_id"][:],
                        nodes["node_group_index"][:], len(nodes["0"]), type["model_type"], type["model_template"])
            """);
        Assert.That(output, Is.EqualTo("""
            cells [0 1 2] [ True  True  True] [0 0 0] [0 1 2] 0 point_neuron spiking:conductance-lif
            input [0 1 2 3 4] [ True  True  True  True  True] [0 0 0 0 0] [0 1 2 3 4] 0 virtual NULL

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Exported_spikes_are_the_units_of_an_NWB_file()
    {
        using TemporaryFolder folder = Prepared();
        PythonProcess.Require("h5py", "exported files are not read");
        SimulatorProcess.Here(
            ["run", Path.Combine(TestFiles.Networks, "coba.json"), "-o", folder.Path, "--figures", "none", "--set", "duration=100 ms",
                "--set", "recorders=[{ \"type\": \"spikes\" }]"]).Ended(0);
        Assert.That(SimulatorProcess.Here(["export", folder.File("coba/seed-1"), "--format", "nwb"]).Ended(0).Output.Trim(),
            Does.EndWith("recording.nwb"));
        string output = Python(folder, """
            import h5py
            run = spiking.Run("coba/seed-1")
            with h5py.File("coba/seed-1/recording.nwb") as file:
                units = file["units"]
                assert file[units["spike_times_index"].attrs["target"]] == units["spike_times"]
                ends = units["spike_times_index"][:]
                starts = [0] + list(ends[:-1])
                for name in run.populations:
                    times, neurons, _ = run.spikes(name)
                    rows = [i for i, p in enumerate(units["population"].asstr()[:]) if p == name]
                    assert [units["neuron"][i] for i in rows] == sorted(set(neurons)) and len(rows) > 100
                    for i in rows[:50]:
                        assert (units["spike_times"][starts[i]:ends[i]] == times[neurons == units["neuron"][i]]).all()
                print(file.attrs["neurodata_type"], file.attrs["nwb_version"], units.attrs["neurodata_type"], list(units.attrs["colnames"]), ends[-1] == len(units["spike_times"]))
                ids = []
                file.visititems(lambda name, item: ids.append(item.attrs["object_id"]) if "object_id" in item.attrs else None)
                assert len(set(ids)) == len(ids) == 6, ids
            """);
        Assert.That(output, Is.EqualTo("NWBFile 2.7.0 Units ['population', 'neuron', 'spike_times'] True\n"));
    }

    [Test]
    public void A_folder_without_recordings_is_not_exported()
    {
        using (TemporaryFolder empty = new())
        {
            Assert.That(SimulatorProcess.Here(["export", empty.Path, "--format", "nwb"]).Ended(1).Error, Does.Contain("has no spikes"));
            Assert.That(SimulatorProcess.Here(["export", empty.Path, "--format", "nbw"]).Ended(1).Error,
                Does.Contain("did you mean \"nwb\"?"));
        }

        using TemporaryFolder folder = new();
        Assert.That(SimulatorProcess.Here(["export", folder.Path]).Ended(1).Error,
            Does.Contain("neither spikes (spikes.npz) nor states (state.csv)"));
        Assert.That(SimulatorProcess.Here(["export", folder.File("none")]).Ended(1).Error, Does.Contain("there is no folder"));
        File.WriteAllText(folder.File("spikes.npz"), "PK");
        Assert.That(SimulatorProcess.Here(["export", folder.Path]).Ended(1).Error, Does.Contain("spikes.npz"));
    }

    private static TemporaryFolder Prepared()
    {
        PythonProcess.Require("numpy", "the module is not tried");
        TemporaryFolder folder = new();
        File.WriteAllText(folder.File("spiking.py"), SimulatorProcess.Here(["python"]).Ended(0).Output);
        return folder;
    }

    private static string Python(TemporaryFolder folder, string program) => PythonProcess.Output("import spiking\n" + program, folder.Path);
}
