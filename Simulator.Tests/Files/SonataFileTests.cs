using PureHDF;
using Spiking.Files;
using Spiking.Synapses;

namespace Spiking.Tests.Files;

/// <summary>SONATA files (HDF5) of spikes and edges, ours and those of other programs.</summary>
public sealed class SonataFileTests
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data.h5");

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    private static double[][] Read(string path, string? group, params string[] columns)
    {
        using DataFile file = DataFile.Open(path, group, "population", columns);
        List<double>[] all = [.. columns.Select(_ => new List<double>())];
        double[][] piece = DataFile.Piece(columns.Length);
        while (file.Read(piece) is > 0 and int count)
            for (int i = 0; i < columns.Length; i++) all[i].AddRange(piece[i][..count]);
        return [.. all.Select(column => column.ToArray())];
    }

    private string Problem(string? group, params string[] columns) =>
        Assert.Throws<DataFileException>(() => Read(Data, group, columns))!.Message.Replace(_folder.Path + Path.DirectorySeparatorChar, "");

    private SynapseTable Edges(string projection = "p") =>
        SynapseTable.Read(Data, projection, new PairSize(3, 2, false), new WeightBounds(0, 5));

    // As h5py writes them by default, in chunks with the usual filters, and in the format of newer versions of HDF5.
    [TestCase("{}", "{}", "i8", "f8")]
    [TestCase("{}", "dict(chunks=(1000,), compression='gzip', shuffle=True, fletcher32=True)", "u4", "f4")]
    [TestCase("dict(libver='latest')", "dict(chunks=(500,), maxshape=(None,))", "i4", "f8")]
    [TestCase("dict(libver='latest')", "dict(chunks=(500,), compression='gzip')", "u2", "f4")]
    public void Spikes_that_h5py_has_written_are_read(string file, string set, string integer, string real)
    {
        PythonProcess.Require("h5py", "files of other programs are not read");
        PythonProcess.Output($$"""
            import h5py, numpy
            with h5py.File("data.h5", "w", **{{file}}) as file:
                for name, first in (("a", 0), ("{{(file.Contains("latest") ? "größte" : "b")}}", 7)):
                    group = file.create_group("/spikes/" + name)
                    sorting = h5py.enum_dtype({"none": 0, "by_id": 1, "by_time": 2})
                    group.attrs.create("sorting", 2, dtype=sorting)
                    times = group.create_dataset("timestamps", data=numpy.arange(10000).astype("{{real}}") / 4, **{{set}})
                    times.attrs["units"] = "ms"
                    group.create_dataset("node_ids", data=((numpy.arange(10000) + first) % 1000).astype("{{integer}}"), **{{set}})
            """, _folder.Path);
        double[][] a = Read(Data, "a", "time_s|time_ms", "neuron");
        double[][] b = Read(Data, file.Contains("latest") ? "größte" : "b", "time_s|time_ms", "neuron");
        Assert.That(a[0], Is.EqualTo(Enumerable.Range(0, 10_000).Select(i => i / 4.0)));
        Assert.That(a[1], Is.EqualTo(Enumerable.Range(0, 10_000).Select(i => (double)(i % 1000))));
        Assert.That(b[1], Is.EqualTo(Enumerable.Range(7, 10_000).Select(i => (double)(i % 1000))));
        using DataFile opened = DataFile.Open(Data, "a", "", "time_s|time_ms", "neuron");
        Assert.That((opened.NameOf(0), opened.Rows), Is.EqualTo(("time_ms", 10_000L)));
    }

    [Test]
    public void Numbers_in_the_byte_order_of_other_machines_are_refused()
    {
        PythonProcess.Require("h5py", "such a file is not tried");
        PythonProcess.Output("""
            import h5py, numpy
            with h5py.File("data.h5", "w") as file:
                for name in "timestamps", "node_ids":
                    file["/spikes/a/" + name] = numpy.arange(3).astype(">i4")
            """, _folder.Path);
        Assert.That(Problem("a", "time_ms", "neuron"), Does.Contain("has something that this program does not read: Byte order"));
    }

    // What the library that reads columns follows without end.
    [TestCase("file['/spikes/a'] = h5py.SoftLink('/spikes/a')")]
    [TestCase("file['/spikes/a'] = h5py.SoftLink('/spikes/b'); file['/spikes/b'] = h5py.SoftLink('/spikes/a')")]
    [TestCase("file['/spikes/a'] = h5py.ExternalLink('data.h5', '/spikes/a')")]
    public void Links_to_other_places_are_not_followed(string link)
    {
        PythonProcess.Require("h5py", "such a file is not tried");
        PythonProcess.Output($"""
            import h5py
            for version in "earliest", "latest":
                with h5py.File(version + ".h5", "w", libver=version) as file:
                    file.create_group("spikes")
                    {link}
            """, _folder.Path);
        foreach (string version in (string[])["earliest", "latest"])
        {
            File.Move(_folder.File(version + ".h5"), Data, overwrite: true);
            Assert.That(Problem("a", "time_ms", "neuron"),
                Does.EndWith("\"a\" in /spikes/a/timestamps is a link to another place, which is not followed."), version);
        }
    }

    // Edges whose weights stand in two groups, in another order.
    [Test]
    public void Weights_are_found_by_group_and_place()
    {
        SonataFiles.WriteEdges(Data, "p", new H5Group
        {
            ["source_node_id"] = new ulong[] { 2, 0, 1, 0 },
            ["target_node_id"] = new uint[] { 0, 1, 1, 0 },
            ["edge_group_id"] = new byte[] { 1, 0, 1, 0 },
            ["edge_group_index"] = new short[] { 1, 1, 0, 0 },
            ["0"] = new H5Group { ["syn_weight"] = new double[] { 0.25, 0.5 } },
            ["1"] = new H5Group { ["syn_weight"] = new float[] { 1.5f, 2.5f } },
        });
        SynapseTable table = Edges();
        Assert.That(table.Sources, Is.EqualTo(new[] { 0, 0, 1, 2 }));
        Assert.That(table.Targets, Is.EqualTo(new[] { 0, 1, 1, 0 }));
        Assert.That(table.Values, Is.EqualTo(new[] { 0.25f, 0.5f, 1.5f, 2.5f }));
    }

    [Test]
    public void A_single_group_needs_no_names_of_groups()
    {
        SonataFiles.WriteEdges(Data, "p", new H5Group
        {
            ["source_node_id"] = new long[] { 0, 1 },
            ["target_node_id"] = new long[] { 1, 0 },
            ["0"] = new H5Group { ["syn_weight"] = new float[] { 3, 4 } },
        });
        Assert.That(Edges().Values, Is.EqualTo(new[] { 3f, 4f }));
    }

    [Test]
    public void Times_have_the_units_of_the_file_and_the_only_population_needs_no_name()
    {
        SonataFiles.WriteSpikes(Data, "a", [0.5, 1.5], [3, 4], units: null);
        Assert.That(Read(Data, null, "time_s|time_ms", "neuron"), Is.EqualTo(new double[][] { [0.5, 1.5], [3, 4] }));
        using (DataFile file = DataFile.Open(Data, null, "", "time_s|time_ms")) Assert.That(file.NameOf(0), Is.EqualTo("time_ms"));
        SonataFiles.WriteSpikes(Data, "a", [0.5, 1.5], [3, 4], units: "s");
        using (DataFile file = DataFile.Open(Data, null, "", "time_s|time_ms")) Assert.That(file.NameOf(0), Is.EqualTo("time_s"));
    }

    [Test]
    public void What_is_wrong_with_spikes_is_said()
    {
        SonataFiles.WriteSpikes(Data, "input", [1, 2], [3]);
        Assert.That(Problem("input", "time_ms", "neuron"), Is.EqualTo(
            "data.h5: \"/spikes/input/timestamps\" and \"/spikes/input/node_ids\" have 2 and 1 entries; they must have the same number."));
        Assert.That(Problem("inptu", "time_ms", "neuron"),
            Is.EqualTo("data.h5: there is no \"/spikes/inptu\"; there is \"input\"; did you mean \"input\"?"));
        Assert.That(Problem("input", "time_s|time_ms", "rate_hz|rate_khz"), Is.EqualTo(
            "data.h5: a SONATA file (HDF5) has spikes or edges, but no \"rate_hz\" or \"rate_khz\"; an .npz or a CSV file can have that."));
        Assert.That(Problem("p", "source", "target"),
            Is.EqualTo("data.h5: there are no edges of a projection (/edges/NAME): this is no SONATA file of edges."));
        SonataFiles.WriteSpikes(Data, "input", [1], [3], units: "us");
        Assert.That(Problem("input", "time_s|time_ms", "neuron"), Is.EqualTo(
            "data.h5: \"/spikes/input/timestamps\" has the units \"us\"; they must be \"ms\" or \"s\"."));
        SonataFiles.WriteSpikes(Data, "input", [1, double.NaN], [3, 4]);
        Assert.That(Problem("input", "time_ms", "neuron"),
            Is.EqualTo("data.h5: spike 1 of /spikes/input: \"time_ms\" is no finite number."));
    }

    [Test]
    public void What_is_wrong_with_edges_is_said()
    {
        string Wrong() => Assert.Throws<DataFileException>(() => Edges())!.Message.Replace(_folder.Path + Path.DirectorySeparatorChar, "");
        SonataFiles.WriteEdges(Data, "q", [0, 1], [0, 1], [1, 2]);
        Assert.That(Wrong(), Is.EqualTo("data.h5: there is no \"/edges/p\"; there is \"q\"."));
        SonataFiles.WriteEdges(Data, "p", [0, 3], [0, 1], [1, 2]);
        Assert.That(Wrong(), Is.EqualTo("data.h5: edge 1 of /edges/p: found 3 as \"source\"; it must be a whole number from 0 to 2."));
        SonataFiles.WriteEdges(Data, "p", [0, 1], [-1, 1], [1, 2]);
        Assert.That(Wrong(), Is.EqualTo("data.h5: edge 0 of /edges/p: found -1 as \"target\"; it must be a whole number from 0 to 1."));
        SonataFiles.WriteEdges(Data, "p", [0, 1], [0, 1], [1, 7]);
        Assert.That(Wrong(), Is.EqualTo("data.h5: edge 1 of /edges/p: found 7 as \"weight\"; it must be at least 0 and at most 5."));
        SonataFiles.WriteEdges(Data, "p", [0, 1], [0, 1], [1]);
        Assert.That(Wrong(),
            Is.EqualTo("data.h5: edge 1 of /edges/p: found 1 as \"edge_group_index\"; the group 0 has the places 0 to 0."));
        SonataFiles.WriteEdges(Data, "p", new H5Group { ["source_node_id"] = new long[2], ["target_node_id"] = new double[2, 2] });
        Assert.That(Wrong(), Is.EqualTo("data.h5: \"/edges/p/target_node_id\" has 2 dimensions; a column has one."));
        SonataFiles.WriteEdges(Data, "p", new H5Group { ["source_node_id"] = new[] { "a" }, ["target_node_id"] = new long[1] });
        Assert.That(Wrong(), Does.StartWith("data.h5: \"/edges/p/source_node_id\" has elements of the kind VariableLength with "));
        SonataFiles.WriteEdges(Data, "p", new H5Group { ["source_node_id"] = new long[2], ["target_node_id"] = new long[2] });
        Assert.That(Wrong(),
            Is.EqualTo("data.h5: there is neither \"/edges/p/edge_group_id\" nor \"/edges/p/0\", so the edges have no weights."));
    }

    [Test]
    public void A_column_that_claims_more_than_the_file_can_hold_is_refused()
    {
        PythonProcess.Require("h5py", "a file with nothing in its chunks is not tried");
        PythonProcess.Output("""
            import h5py
            with h5py.File("data.h5", "w") as file:
                for name in "timestamps", "node_ids":
                    file.create_dataset("/spikes/a/" + name, shape=(10**12,), chunks=(1000,), dtype="f8")
            with h5py.File("chunks.h5", "w") as file:
                for name in "timestamps", "node_ids":
                    file.create_dataset("/spikes/a/" + name, shape=(10,), maxshape=(None,), chunks=(10**8,), dtype="f8")
            """, _folder.Path);
        Assert.That(Problem("a", "time_ms", "neuron"),
            Does.Match("says that it has 1,000,000,000,000 entries, more than a file of [0-9,]+ bytes can hold"));
        File.Move(_folder.File("chunks.h5"), Data, overwrite: true);
        Assert.That(Problem("a", "time_ms", "neuron"), Does.Contain("has chunks of 800,000,000 bytes; at most 67,108,864 are read."));
    }

    [TestCase(1000)]
    [TestCase(20_000, Category = "Science")]
    public void Files_that_are_cut_or_changed_anywhere_are_read_or_refused(int files)
    {
        SonataFiles.WriteSpikes(Data, "a", [.. Enumerable.Range(0, 50).Select(i => i * 0.1)],
            [.. Enumerable.Range(0, 50).Select(i => (ulong)i)]);
        byte[] spikes = File.ReadAllBytes(Data);
        SonataFiles.WriteEdges(Data, "p", [0, 1, 2, 2], [1, 0, 1, 0], [1, 2, 3, 4]);
        byte[] edges = File.ReadAllBytes(Data);
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < files; i++)
        {
            byte[] bytes = [.. i % 2 == 0 ? spikes : edges];
            if (i % 5 == 0) bytes = bytes[..random.Next(8, bytes.Length)];
            else for (int k = 0; k < 1 + i % 4; k++) bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(Data, bytes);
            try
            {
                if (i % 2 == 0) Read(Data, "a", "time_s|time_ms", "neuron");
                else Edges();
            }
            catch (DataFileException)
            {
                refused++;
            }
        }

        Assert.That(refused, Is.GreaterThan(files / 5));
    }
}
