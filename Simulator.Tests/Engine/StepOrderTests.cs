using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Runs;
using Spiking.Snapshots;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Engine;

/// <summary>
/// The sentences of docs/step.md, one test each, mostly for one synapse of weight 0.5 between scripted populations. The page says which
/// sentences have their tests elsewhere.
/// </summary>
public class StepOrderTests
{
    // The source spikes in step 3, the target in steps 3 and 5.
    private static Bench Run(int steps, bool learning = true, int delay = 0, bool hasOwnTimes = false)
    {
        Bench bench = new(delay, hasOwnTimes);
        for (int step = 0; step < steps; step++) bench.Step(step, learning);
        return bench;
    }

    [Test]
    public void Neurons_advance_before_spikes_of_the_step_arrive()
    {
        Bench bench = Run(4);
        Assert.That(bench.Seen[3], Is.Zero, "the target advanced in step 3 without the spike of step 3");
        bench.Step(4, learning: true);
        Assert.That(bench.Seen[4], Is.EqualTo(0.5f), "the spike acts in the next step");
    }

    [Test]
    public void Injected_currents_have_the_value_of_the_beginning_of_the_step()
    {
        Bench bench = Run(6);
        Assert.That(bench.Currents, Is.EqualTo(new[] { 0, 0, 0, 0, 1e-12, 1e-12 }), "the current begins at 0.4 ms");
    }

    [Test]
    public void Neurons_integrate_with_the_conductance_that_is_there_and_it_decays_in_the_same_step()
    {
        ConductanceLifModelDescription model = new();
        Population cell = PopulationFactory.Create(model, new PopulationSettings { Name = "cell", Size = 1 });
        cell.Conductance(Receptor.SomaAmpa).Span[0] = 1;
        cell.Advance(0);

        // From rest the leak does nothing. A conductance that had decayed before would move the potential by 6e-6 V less; a potential of
        // -60 mV is rounded to 4e-9 V.
        double moved = 1e-4 / model.MembraneTime * (model.ExcitatoryReversal - model.RestingPotential);
        Assert.That(cell.Variable("potential").Span[0], Is.EqualTo(model.RestingPotential + moved).Within(2e-8));
        Assert.That(cell.Conductance(Receptor.SomaAmpa).Span[0], Is.EqualTo(Math.Exp(-1e-4 / model.AmpaDecay)).Within(1e-7));
    }

    [Test]
    public void A_neuron_that_crosses_its_threshold_spikes_in_this_step()
    {
        ConductanceLifModelDescription model = new() { Drive = 30e-3 };
        Population cell = PopulationFactory.Create(model, new PopulationSettings { Name = "cell", Size = 1, RememberedSteps = 3 });

        // Euler: V += dt/tau_m (E_L + drive - V). A third of that below the threshold, and then one such step more.
        double perStep = 1e-4 / model.MembraneTime * (model.RestingPotential + model.Drive - model.Threshold);
        cell.Variable("potential").Span[0] = (float)(model.Threshold - perStep / 3);
        cell.Advance(0);
        Assert.That(cell.Spikes.Present.ToArray(), Is.EqualTo(new[] { 0 }), "it got above the threshold in step 0");
        cell = PopulationFactory.Create(model, new PopulationSettings { Name = "cell", Size = 1, RememberedSteps = 3 });
        cell.Variable("potential").Span[0] = (float)(model.Threshold - 4 * perStep / 3);
        cell.Advance(0);
        Assert.That(cell.Spikes.Present.ToArray(), Is.Empty, "it needs one step more");
        cell.Advance(1);
        Assert.That(cell.Spikes.Present.ToArray(), Is.EqualTo(new[] { 0 }), "it got above the threshold in step 1");
    }

    private static readonly TestCaseData[] s_firstSpikes =
    [
        new(new ActivePyramidalModelDescription(), 1),
        new(new AdExModelDescription(), 1),
        new(new BurstPoissonModelDescription(), 1),
        new(new ConductanceLifModelDescription(), 1),
        new(new DeltaLifModelDescription(), 1),
        new(new CurrentLifModelDescription(), 0),
    ];

    // 0.5 microamperes move a cell of at most 400 pF by more than 0.12 V in a step of 0.1 ms, from rest far beyond every threshold.
    [TestCaseSource(nameof(s_firstSpikes))]
    public void A_current_is_added_after_the_threshold_unless_the_model_is_integrated_exactly(NeuronModelDescription model, int firstSpike)
    {
        Population cell = PopulationFactory.Create(model, new PopulationSettings { Name = "cell", Size = 1, RememberedSteps = 3 });
        cell.SomaCurrent = 0.5e-6;
        for (int step = 0; step < firstSpike; step++)
        {
            cell.Advance(step);
            Assert.That(cell.Spikes.Present.ToArray(), Is.Empty, $"step {step}");
        }

        cell.Advance(firstSpike);
        Assert.That(cell.Spikes.Present.ToArray(), Is.EqualTo(new[] { 0 }));
    }

    // In float32, 1 + Half is rounded to 1, and so Half counts only if it comes after Unit: 1 + Unit + Half is rounded up.
    private const double Unit = 1.0 / (1 << 23), Half = Unit / 2;

    private static readonly float s_above = MathF.BitIncrement(1), s_aboveThat = MathF.BitIncrement(s_above);

    [Test]
    public void Projections_deliver_in_the_order_of_the_file()
    {
        Assert.That((Delivered(1, Half, Unit), Delivered(1, Unit, Half)), Is.EqualTo((s_above, s_aboveThat)));

        static float Delivered(params double[] weights)
        {
            Network network = NetworkBuilder.Build(DescriptionCheck.Note(new NetworkDescription
            {
                Name = "order",
                NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = new SpikesInStep3() },
                Populations = new Dictionary<string, PopulationDescription>
                {
                    ["source"] = new() { Size = 1, Neuron = "cell" },
                    ["target"] = new() { Size = 1, Neuron = "cell" },
                },
                Projections = [.. weights.Select(weight => new ProjectionDescription
                {
                    From = ["source"], To = ["target"], Receptor = Receptor.SomaAmpa, Probability = 1, Weight = weight,
                })],
            }));
            network.Advance(4);
            return network.Population("target").Conductance(Receptor.SomaAmpa).Span[0];
        }
    }

    [Test]
    public void What_arrives_in_a_step_with_delays_that_spread_is_added_in_the_order_of_the_delays()
    {
        Assert.That((Delivered(1, Half, Unit), Delivered(1, Unit, Half)), Is.EqualTo((s_above, s_aboveThat)));

        // The weights of delays of 1, 2 and 3 steps. The sources are numbered the other way round; all spikes arrive in step 5.
        static float Delivered(double first, double second, double third)
        {
            ScriptedPopulation source = ScriptedPopulation.Of(3, [2], [3], [4]), target = ScriptedPopulation.Silent("target", 1);
            Connectivity all = Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 3, 1, 1, excludeSelf: false);
            AlignedArray<ushort> delays = new(3);
            AlignedArray<float> weights = new(3);
            ((ushort[])[3, 2, 1]).CopyTo(delays.Span);
            ((float[])[(float)third, (float)second, (float)first]).CopyTo(weights.Span);
            ProjectionSettings settings =
                new() { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = 1, DelaySteps = 1 };
            DelayedProjection projection = DelayedProjection.Create(settings, source, target, all, delays, weights);
            for (int step = 0; step <= 5; step++)
            {
                Assert.That(target.Conductance(Receptor.SomaAmpa).Span[0], Is.Zero);
                source.Advance(step);
                projection.Deliver(step);
            }

            return target.Conductance(Receptor.SomaAmpa).Span[0];
        }
    }

    [Test]
    public void A_delay_moves_the_arrival_by_its_steps()
    {
        Bench bench = Run(8, delay: 2);
        Assert.That(bench.Seen[5], Is.Zero);
        Assert.That(bench.Seen[6], Is.EqualTo(0.5f));
        Assert.That(bench.Learner.Log, Has.Member("5: arrival, x 0, y 0.81").And.Exactly(1).Contains("arrival"));
    }

    [Test]
    public void A_spike_of_20_ms_with_a_delay_of_1_ms_shows_in_the_row_of_21_ms()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("spikes.csv"), "time_s,neuron\n0.020,0\n");
        NetworkDescription network = NetworkDescription.File.Parse(
            """
            {
              "name": "n", "duration": "30 ms",
              "neuronModels": { "cell": { "type": "adex" }, "input": { "type": "spikes-from-file", "file": "spikes.csv" } },
              "populations": { "in": { "size": 1, "neuron": "input" }, "cell": { "size": 1, "neuron": "cell" } },
              "projections": [
                { "from": "in", "to": "cell", "receptor": "soma-ampa", "weight": 0.5, "probability": 1, "delay": "1 ms" }
              ],
              "recorders": [
                { "type": "state", "population": "cell", "variables": ["ampa", "potential"], "neurons": [0], "every": "0.1 ms" }
              ]
            }
            """,
            folder.File("n.json"));
        using Simulation simulation = Simulation.Create(network);
        simulation.Run(0.03).WriteTo(folder.File("out"));
        string[] rows = File.ReadAllLines(Path.Combine(folder.File("out"), "state.csv"));
        Assert.That(rows[1..].First(row => !row.Split(',')[1].Equals("0", StringComparison.Ordinal)), Does.StartWith("0.021,0.5,-0.07"));
        Assert.That(rows[1..].First(row => !row.EndsWith("-0.07", StringComparison.Ordinal)), Does.StartWith("0.0211,"));
    }

    [Test]
    public void A_spike_is_delivered_with_the_weight_before_learners_see_it()
    {
        Bench bench = Run(5);
        Assert.That(bench.Seen[4], Is.EqualTo(0.5f));
        Assert.That(bench.Weight, Is.EqualTo(0.25f), "the arrival halves the weight");
    }

    [Test]
    public void Learners_see_arrivals_before_traces_count_them_and_own_spikes_after() =>
        Assert.That(Run(6).Learner.Log, Is.EqualTo(new[] { "3: arrival, x 0, y 0", "3: spike, x 1, y 0", "5: spike, x 0.81, y 0.81" }));

    [Test]
    public void Traces_decay_after_each_step_so_that_the_next_begins_with_the_decayed_value()
    {
        Bench bench = Run(4);
        Assert.That((bench.Learner.Pre, bench.Learner.Post), Is.EqualTo((0.9, 0.9)).Using<(double, double), (double, double)>(
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6));
    }

    [Test]
    public void Without_plasticity_learners_rest_and_traces_continue()
    {
        Bench bench = Run(6, learning: false);
        Assert.That(bench.Learner.Log, Is.Empty);
        Assert.That(bench.Learner.Pre, Is.EqualTo(Math.Pow(0.9, 3)).Within(1e-6));
        Assert.That(bench.Weight, Is.EqualTo(0.5f));
    }

    [Test]
    public void A_learner_with_times_of_its_own_does_not_ask_whether_plasticity_is_on() =>
        Assert.That(Run(6, learning: false, hasOwnTimes: true).Learner.Log, Is.EqualTo(Run(6).Learner.Log).And.Not.Empty);

    [Test]
    public void Steps_without_arrivals_and_spikes_call_no_learner() =>
        Assert.That(Run(3).Learner.Log, Is.Empty);

    [Test]
    public void Background_noise_is_delivered_after_projections_and_seen_in_the_next_step()
    {
        Bench bench = new(0, hasOwnTimes: false, new AddTen());
        for (int step = 0; step < 5; step++) bench.Step(step, learning: false);
        Assert.That(bench.Seen[..4], Is.EqualTo(new[] { 0f, 10f, 20f, 30f }));

        // Whether the weight or the noise is added first shows in the last bit: (30 + 0.5) rounded, then times 1, plus 10.
        Assert.That(bench.Seen[4], Is.EqualTo(40.5f));
        Assert.That(bench.Noise!.Found[3], Is.EqualTo(30.5f), "the noise found what the projection had delivered");
    }

    [VariantName("spikes-in-step-3")]
    private sealed record SpikesInStep3 : NeuronModelDescription
    {
        public override IReadOnlyList<string> StateVariables => [];

        public override bool HasDendrite => false;

        public override Population Create<T>(PopulationSettings settings) => new ScriptedPopulation(settings, (step, _) => step == 3);
    }

    private sealed class AddTen : BackgroundNoise
    {
        public AlignedArray<float> Conductance { get; set; } = new(1);

        public List<float> Found { get; } = [];

        public override void Deliver(int step)
        {
            Found.Add(Conductance.Span[0]);
            Conductance.Span[0] += 10;
        }

        public override void VisitState(StateVisitor visitor)
        {
        }
    }

    private sealed class Bench
    {
        private readonly ScriptedPopulation _source, _target;
        private readonly WeightedProjection _projection;
        private readonly DrivenPopulation _driven;

        public Bench(int delay, bool hasOwnTimes, AddTen? noise = null)
        {
            _source = ScriptedPopulation.Of(delay, [3]);
            _target = new ScriptedPopulation(new PopulationSettings { Name = "target", Size = 1 }, (step, _) =>
            {
                Seen.Add(_target!.Conductance(Receptor.SomaAmpa).Span[0]);
                Currents.Add(_target.SomaCurrent);
                return step is 3 or 5;
            });
            _projection = new WeightedProjection(
                new ProjectionSettings
                {
                    Name = "p",
                    Receptor = Receptor.SomaAmpa,
                    Transmits = SpikeFilter.Spikes,
                    Weight = 0.5,
                    DelaySteps = delay,
                },
                _source, _target, Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 1, 1, 1, excludeSelf: false));
            Noise = noise;
            if (noise is not null) noise.Conductance = _target.Conductance(Receptor.SomaAmpa);
            StepCurrentDescription current =
                new() { Compartment = Compartment.Soma, Steps = [new CurrentStepDescription { From = 4e-4, Amplitude = 1e-12 }] };
            PopulationParts parts = new(_target, new InjectedCurrents(_target, [current]), noise is null ? [] : [noise]);
            Learner = new LoggingLearner(new LearningContext(_projection, parts.Traces), hasOwnTimes);
            parts.Projections.Add(_projection);
            parts.Learners.Add(Learner);
            _driven = new DrivenPopulation(parts, 0);
        }

        /// <summary>The conductance with which the target advanced in each step.</summary>
        public List<float> Seen { get; } = [];

        /// <summary>The injected current with which the target advanced in each step.</summary>
        public List<double> Currents { get; } = [];

        public LoggingLearner Learner { get; }

        public AddTen? Noise { get; }

        public float Weight => _projection.Weights.Span[0];

        public void Step(int step, bool learning)
        {
            _source.Advance(step);
            _driven.Advance(step);
            _driven.Receive(step, learning);
        }
    }

    /// <summary>Notes what it sees, with traces that decay by a tenth per step, and halves the weight at an arrival.</summary>
    private sealed class LoggingLearner(LearningContext context, bool hasOwnTimes) : Learner(context.Projection)
    {
        private readonly DecayingTrace _pre = context.TraceOfArrivals(-1e-4 / Math.Log(0.9), SpikeFilter.Spikes);
        private readonly DecayingTrace _post = context.TraceOfSpikes(-1e-4 / Math.Log(0.9));

        public List<string> Log { get; } = [];

        public double Pre => _pre[0];

        public double Post => _post[0];

        public override bool HasOwnTimes => hasOwnTimes;

        public override void OnArrivals(int step)
        {
            if (context.Projection.Arriving(step).IsEmpty) return;
            Note(step, "arrival");
            context.Projection.Weights.Span[0] /= 2;
            context.Projection.NoteChange();
        }

        public override void OnSpikes(int step) => Note(step, "spike");

        private void Note(int step, string what) =>
            Log.Add(FormattableString.Invariant($"{step}: {what}, x {Math.Round(_pre[0], 4)}, y {Math.Round(_post[0], 4)}"));
    }
}
