using Spiking.Engine;
using Spiking.Files;
using Spiking.Synapses;
using Spiking.Tests.Files;

namespace Spiking.Tests.Recording;

/// <summary>Synapses out of one network and into another.</summary>
public sealed class SynapseRecorderTests
{
    private const string Learned = "excitatory -> excitatory soma-ampa";

    private static readonly string[] s_changes =
    [
        "populations.excitatory.size=200", "populations.inhibitory.size=80", "projections.*.probability=0.2", "duration=0.2 s",
        "learningOnset=10 ms",
        """projections[0].to=["excitatory"]""",
        """projections[0].plasticity={ "rule": "pair-stdp", "potentiation": 0.2, "depression": 0.2, "maximumWeight": 0.7 }""",
        """projections[1].weightSpread={ "distribution": "normal", "deviation": 0.3 }""",
        """projections[1].delaySpread={ "distribution": "normal", "deviation": 0.5 }""",
    ];

    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    private static NetworkDescription Describe(params string[] changes) =>
        NetworkDescription.File.Load(TestFiles.Of("networks", "coba.json"), [.. s_changes, .. changes]);

    private (Network Network, string Folder) Run(string format = "npz")
    {
        Network network =
            NetworkBuilder.Build(Describe($$"""recorders=[{ "type": "synapses", "at": ["0 s", "0.1 s"], "format": "{{format}}" }]"""));
        IReadOnlyList<IRecorder> recorders = new RecordingContext(network, _folder.Path).CreateAll();
        new Simulation(network, recorders, 0.2).Advance(2000);
        foreach (IRecorder recorder in recorders) recorder.Finish(network);
        foreach (IRecorder recorder in recorders) recorder.Dispose();
        return (network, _folder.Path);
    }

    [TestCase("npz", ".npz")]
    [TestCase("sonata", ".h5")]
    public void Another_network_starts_with_the_connectivity_and_weights_that_were_learned(string format, string extension)
    {
        (Network first, string folder) = Run(format);
        string file = Path.Combine(folder, "synapses" + extension);
        string[] From(int projection) =>
        [
            $$"""projections[{{projection}}].connectivity={ "type": "file", "file": "{{file}}" }""", $"projections[{projection}].probability=null",
            $$"""projections[{{projection}}].weights={ "file": "{{file}}" }""", $"projections[{projection}].weight=null", $"projections[{projection}].weightSpread=null",
        ];
        Network second = NetworkBuilder.Build(Describe(["seed=77", .. From(0), .. From(1), "projections[1].delaySpread=null"]));
        float[] learned = first.Projections[0].WeightsOfConnectivity();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(learned.Distinct().Count(), Is.GreaterThan(100), "the weights have changed");
            Assert.That(second.Projections[0].WeightsOfConnectivity(), Is.EqualTo(learned));
            Assert.That(second.Projections[0].Connectivity!.Hash, Is.EqualTo(first.Projections[0].Connectivity!.Hash));

            // Those with delays of their own stand in another order, by delay.
            for (int i = 1; i < first.Projections.Count; i++)
                Assert.That(Synapses(second.Projections[i]), Is.EqualTo(Synapses(first.Projections[i])), $"projection {i}");
        }
    }

    [TestCase("npz", ".npz")]
    [TestCase("sonata", ".h5")]
    public void Delays_come_back_with_the_connectivity_and_the_network_goes_on_as_the_first_would(string format, string extension)
    {
        (Network first, string folder) = Run(format);
        string file = Path.Combine(folder, "synapses" + extension);
        Network second = NetworkBuilder.Build(Describe(
            "seed=77", $$"""projections[1].connectivity={ "type": "file", "file": "{{file}}" }""", "projections[1].probability=null",
            $$"""projections[1].weights={ "file": "{{file}}" }""", "projections[1].weight=null", "projections[1].weightSpread=null",
            $$"""projections[1].delays={ "file": "{{file}}" }""", "projections[1].delaySpread=null", "projections[1].delay=0 s"));
        DelayedProjection[] expected = [.. first.Projections.OfType<DelayedProjection>()],
            found = [.. second.Projections.OfType<DelayedProjection>()];
        Assert.That(found, Has.Length.EqualTo(2).And.Length.EqualTo(expected.Length));
        for (int i = 0; i < found.Length; i++)
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(found[i].DelaysOfConnectivity().Distinct().Count(), Is.GreaterThan(5), "they differ");
                Assert.That(found[i].DelaysOfConnectivity(), Is.EqualTo(expected[i].DelaysOfConnectivity()));
                Assert.That(found[i].WeightsOfConnectivity(), Is.EqualTo(expected[i].WeightsOfConnectivity()));
                Assert.That(found[i].Connectivity.Hash, Is.EqualTo(expected[i].Connectivity.Hash));
                Assert.That((found[i].Settings.DelaySteps, found[i].LongestDelaySteps),
                    Is.EqualTo((expected[i].Settings.DelaySteps, expected[i].LongestDelaySteps)), "what is remembered");
            }
        }
    }

    [TestCase("0.05", "it must be at least one time step, 0.1, and at most 1000.")]
    [TestCase("0", "it must be at least one time step, 0.1, and at most 1000.")]
    [TestCase("1001", "it must be at least one time step, 0.1, and at most 1000.")]
    public void Delays_that_cannot_be_are_refused_with_file_place_and_what_is_allowed(string delay, string allowed)
    {
        string file = _folder.File("delays.csv");
        File.WriteAllText(file, $"source,target,delay_ms\n0,1,0.2\n3,4,{delay}\n");
        string[] changes =
            [$$"""projections[1].delays={ "file": "{{file}}" }""", "projections[1].delaySpread=null", "projections[1].delay=0 s"];
        Assert.That(Problems(changes),
            Has.Some.Contains($"{file}: line 3: found {delay} as \"delay_ms\"; {allowed}"));
    }

    [Test]
    public void The_longest_delay_of_a_file_is_read_once_and_a_file_that_was_changed_is_refused()
    {
        string file = _folder.File("one-delay.csv");
        File.WriteAllText(file, "source,target,delay_ms\n0,1,0.2\n3,4,0.7\n");
        NetworkDescription network = Describe($$"""projections[1].connectivity={ "type": "file", "file": "{{file}}" }""",
            "projections[1].probability=null", """projections[1].to=["excitatory"]""",
            $$"""projections[1].delays={ "file": "{{file}}" }""", "projections[1].delaySpread=null", "projections[1].delay=0 s");
        Assert.That(((DelayedProjection)NetworkBuilder.Build(network).Projections[1]).LongestDelaySteps, Is.EqualTo(7));
        File.WriteAllText(file, "source,target,delay_ms\n0,1,0.2\n3,4,0.8\n");
        Assert.That(() => NetworkBuilder.Build(network), Throws.TypeOf<DataFileException>().With.Message.Contains(
            "a delay of 8 steps is longer than the 7 that the file had when it was checked: it was changed."));
        File.Delete(file);
        Assert.That(network.Projections[1].LongestDelay(network.TimeStep), Is.EqualTo(7e-4).Within(1e-12), "it is not read again");
    }

    [Test]
    public void Projections_that_cannot_have_delays_of_their_own_say_so()
    {
        (_, string folder) = Run();
        string file = Path.Combine(folder, "synapses.npz");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Problems($$"""projections[0].delays={ "file": "{{file}}" }"""), Has.Some.Contains(
                $"these synapses learn, so they cannot have delays of their own from {file}; one delay for all is allowed (\"delay\"): "
                + "take away either delays or plasticity."));
            Assert.That(Problems($$"""projections[1].delays={ "file": "{{file}}" }"""),
                Has.Some.Contains("\"delays\" gives the delays from a file; take away one of the two."));
        }
    }

    private static string[] Problems(params string[] changes) =>
        [.. Assert.Throws<NetworkFileException>(() => Describe(changes))!.Problems.Select(problem => problem.ToString())];

    [Test]
    public void Sonata_edges_are_those_of_the_archive_and_equal_runs_give_equal_bytes()
    {
        (Network network, string folder) = Run("sonata");
        string file = Path.Combine(folder, "synapses.h5");
        byte[] bytes = File.ReadAllBytes(file);
        Run("sonata");
        Assert.That(File.ReadAllBytes(file), Is.EqualTo(bytes));
        Run();
        PythonProcess.Require("h5py", "the edges are not read by it");
        string output = PythonProcess.Output("""
            import csv, h5py, numpy
            arrays = numpy.load("synapses.npz")
            with h5py.File("synapses.h5") as file:
                print(hex(file.attrs["magic"]), file.attrs["version"].tolist(), len(file["edges"]))
                with open("synapses_edge_types.csv", newline="") as table:
                    rows = list(csv.DictReader(table, delimiter=" "))
                assert [int(row["edge_type_id"]) for row in rows] == list(range(len(file["edges"])))
                types = {row["population"]: row for row in rows}
                for name, edges in file["edges"].items():
                    type = types[name]
                    assert type["source_population"] == edges["source_node_id"].attrs["node_population"]
                    assert type["target_population"] == edges["target_node_id"].attrs["node_population"]
                    assert name.endswith(" " + type["receptor"])
                    count = len(edges["source_node_id"])
                    assert (edges["source_node_id"][:] == arrays[name + "_source"]).all() and (edges["target_node_id"][:] == arrays[name + "_target"]).all()
                    assert edges["0/syn_weight"][:].tobytes() == arrays[name + "_weight"].tobytes(), "the same bytes"
                    assert numpy.allclose(edges["0/delay"][:], arrays[name + "_delay_s"] * 1e3, rtol=1e-14)
                    assert (edges["edge_group_id"][:] == 0).all() and (edges["edge_type_id"][:] == int(type["edge_type_id"])).all()
                    assert (edges["edge_group_index"][:] == numpy.arange(count)).all() and count > 100
                    print(name, edges["source_node_id"].dtype, edges["source_node_id"].attrs["node_population"], edges["target_node_id"].attrs["node_population"])
                with h5py.File("nodes.h5") as nodes:
                    for edges in file["edges"].values():
                        for end in (edges["source_node_id"], edges["target_node_id"]):
                            assert end[:].max() < len(nodes["nodes"][end.attrs["node_population"]]["node_id"])
            """, _folder.Path);
        Assert.That(output, Does.StartWith($"0xa7a [0, 1] {network.Projections.Count}\n").And
            .Contain($"{Learned} uint64 excitatory excitatory\n"));
    }

    [Test]
    public void Weights_alone_fit_the_connectivity_of_the_same_seed_and_no_other()
    {
        (Network first, string folder) = Run();
        string[] weights =
        [
            $$"""projections[0].weights={ "file": "{{Path.Combine(folder, "synapses-at-0.1s.npz")}}", "projection": "{{Learned}}" }""", "projections[0].weight=null",
        ];
        Network second = NetworkBuilder.Build(Describe(weights));
        Assert.That(second.Projections[0].WeightsOfConnectivity(), Is.Not.EqualTo(first.Projections[0].WeightsOfConnectivity()),
            "at 0.1 s, not at the end");
        Assert.That(
            () => NetworkBuilder.Build(Describe(["seed=2", .. weights])),
            Throws.TypeOf<DataFileException>().With.Message
                .Contains("take the connectivity from the same file, or the seed, sizes and connectivity with which it was written."));
    }

    [Test]
    public void Files_hold_weights_and_delays_of_their_time()
    {
        (Network network, string folder) = Run();
        float[] initial = Array("synapses-at-0s.npz", "weight"), middle = Array("synapses-at-0.1s.npz", "weight"),
            last = Array("synapses.npz", "weight");
        Assert.That(initial, Is.All.EqualTo(0.4f));
        Assert.That(middle, Is.Not.EqualTo(initial).And.Not.EqualTo(last));
        Assert.That(last, Is.EqualTo(network.Projections[0].WeightsOfConnectivity()));
        DelayedProjection delayed = network.Projections.OfType<DelayedProjection>().First();
        double[] delays = Npz.Read(Path.Combine(folder, "synapses.npz"))[delayed.Settings.Name + "_delay_s"].As<double>("<f8");
        Assert.That(delays, Is.EqualTo(delayed.DelaysOfConnectivity().Select(steps => steps / 1e4)));

        float[] Array(string file, string column) => Npz.Read(Path.Combine(folder, file))[$"{Learned}_{column}"].As<float>("<f4");
    }

    [TestCase("source,target,weight\n0,200,0.1\n", "line 2: found 200 as \"target\"; it must be a whole number from 0 to 199.")]
    [TestCase("source,target,weight\n0,1,0.1\n-1,1,0.1\n", "line 3: found -1 as \"source\"; it must be a whole number from 0 to 199.")]
    [TestCase("source,target,weight\n0.5,1,0.1\n", "line 2: found 0.5 as \"source\"; it must be a whole number from 0 to 199.")]
    [TestCase("source,target,weight\n0,1,0.8\n", "line 2: found 0.8 as \"weight\"; it must be at least 0 and at most 0.7.")]
    [TestCase("source,target,weight\n0,1,-0.1\n", "line 2: found -0.1 as \"weight\"; it must be at least 0 and at most 0.7.")]
    public void Synapses_that_cannot_be_are_refused_when_the_file_is_checked(string csv, string message)
    {
        string file = _folder.File("wrong.csv");
        File.WriteAllText(file, csv);
        NetworkFileException error = Assert.Throws<NetworkFileException>(() => Describe(
            $$"""projections[0].weights={ "file": "{{file}}" }""", "projections[0].weight=null"))!;
        Assert.That(error.Problems.Select(p => p.ToString()), Has.One.EndsWith($"this does not fit {Learned}: {file}: {message}"));
    }

    [Test]
    public void A_recorder_of_projections_that_are_not_there_is_refused()
    {
        NetworkFileException error = Assert.Throws<NetworkFileException>(() => Describe(
            """recorders=[{ "type": "synapses", "projections": ["excitatory -> excitatory soma-ampe"], "at": ["0.1 s", "0.1 s"] }]"""))!;
        Assert.That(error.Problems.Select(p => p.Message),
            Has.One.Contains("did you mean \"excitatory -> excitatory soma-ampa\"?").And.One.Contains("times must ascend"));
    }

    private static IEnumerable<(int, int, float)> Synapses(Projection projection)
    {
        Connectivity connectivity = projection.Connectivity!;
        float[] weights = projection.WeightsOfConnectivity();
        return Enumerable.Range(0, connectivity.Sources)
            .SelectMany(j => Enumerable.Range(connectivity.Row(j), connectivity.Row(j + 1) - connectivity.Row(j))
                .Select(k => (j, connectivity.TargetOf.Span[k], weights.Length == 0 ? 0 : weights[k])))
            .Order();
    }
}
