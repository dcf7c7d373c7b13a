using System.Security.Cryptography;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;
using Spiking.RateModels.Training;
using Spiking.Snapshots;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.RateModels;

public class TrainerTests
{
    internal static readonly DataSet Digits = DataSet.Load(new DigitsDataDescription(), new DataFolders());

    internal static readonly RuleDescription[] Rules =
    [
        new BurstCcnDescription
        {
            Learning = new() { Rate = 0.3, Momentum = 0.5, Decay = 1e-5 },
            Y = new RandomFeedbackDescription { Deviation = 0.5 },
            LearningOfQ = new ApicalEventLearningDescription(),
        },
        new BurstCcnDescription { Y = new TiedFeedbackDescription(), Q = new TiedFeedbackDescription() },
        new BurstpropDescription { KolenPollack = true },
        new EdnDescription(),
        new BackpropDescription(),
        new FeedbackAlignmentDescription(),
        new NodePerturbationDescription(),
    ];

    // Large enough for products to be shared among threads, and no multiples of the width of vectors.
    private const int Batch = 41, Units = 101, Channels = 50;

    internal static ClassificationDescription Settings(RuleDescription rule, double noise = 0) => new()
    {
        Name = "x",
        Data = new DigitsDataDescription(),
        Hidden = [new DenseLayerDescription { Units = Units }],
        Repeat = 2,
        Batch = Batch,
        Rule = rule,
        ForwardNoise = noise,
        MeasureEvery = 5,
        Epochs = 1,
    };

    internal static readonly ClassificationDescription Convolutional = new()
    {
        Name = "x",
        Data = new DigitsDataDescription(),
        Batch = Batch,
        Hidden = [new ConvolutionLayerDescription { Channels = 7, Kernel = 3, Stride = 2 },
            new ConvolutionLayerDescription { Channels = Channels, Kernel = 2 }],
        Rule = new BurstCcnDescription { LearningOfQ = new ApicalEventLearningDescription() },
    };

    // The second layer of the convolutional network has 2 x 2 positions, each of which sees 2 x 2 with 7 channels.
    [Test]
    public void Products_of_these_networks_are_shared_among_threads() => Assert.That(
        new long[] { Batch * Units * Units, Batch * 4 * (4 * 7) * Channels }, Is.All.GreaterThan(SharedProduct.WorthSharing));

    [TestCaseSource(nameof(Rules))]
    public void Weights_have_the_same_bits_for_any_number_of_threads_and_width_of_vectors(object described)
    {
        // A public test cannot have a parameter of an internal type.
        RuleDescription rule = (RuleDescription)described;
        ulong expected = HashAfter(Settings(rule), 6, threads: 1, bits: 256);
        foreach ((int threads, int bits) in new[] { (2, 256), (4, 256), (1, 128), (2, 512) })
            Assert.That(HashAfter(Settings(rule), 6, threads, bits), Is.EqualTo(expected), $"{threads} threads, {bits} bits");
    }

    [Test]
    public void A_convolutional_network_has_the_same_bits_for_any_number_of_threads_and_width_of_vectors()
    {
        ulong expected = HashAfter(Convolutional, 4, threads: 1, bits: 256);
        foreach ((int threads, int bits) in new[] { (2, 256), (3, 128), (1, 512) })
            Assert.That(HashAfter(Convolutional, 4, threads, bits), Is.EqualTo(expected), $"{threads} threads, {bits} bits");
    }

    [Test]
    public void Other_seeds_give_other_weights() =>
        Assert.That(HashAfter(Settings(Rules[0]), 2, 1, 256, seed: 2), Is.Not.EqualTo(HashAfter(Settings(Rules[0]), 2, 1, 256, seed: 1)));

    [Test]
    public void A_training_that_is_stopped_in_the_middle_of_an_epoch_and_resumed_has_the_same_bits(
        [ValueSource(nameof(Rules))] object described, [Values(0, 0.2)] double noise)
    {
        RuleDescription rule = (RuleDescription)described;
        using TemporaryFolder folder = new();
        ClassificationDescription settings = Settings(rule, noise);
        TrainingCourse expected = TrainingCourse.Run(settings, Digits, 3, 1, null, (_, _) => { }, CancellationToken.None);
        StateFile state = new(folder.File("a.state"), "experiment", _ => { });
        foreach (int stop in new[] { 7, 20, int.MaxValue })
        {
            using Trainer trainer = new(settings, Digits, 3);
            TrainingCourse course = new() { MeasuredNames = trainer.MeasuredNames };
            state.TryRestore(new TrainingState(trainer, course));
            while (trainer.Batches < Math.Min(stop, trainer.BatchesPerEpoch))
            {
                // Looking at the rule between batches leaves no trace.
                if (trainer.Batches % 5 == 0) course.Measured.Add((trainer.Batches, trainer.Measure()));
                trainer.Step();
            }

            state.Keep(new TrainingState(trainer, course));
            if (stop < int.MaxValue) continue;
            Assert.That(trainer.Hash(), Is.EqualTo(expected.Hash));
            Assert.That(trainer.TrainingScore.Error, Is.EqualTo(expected.Epochs[^1].TrainingError));
            Assert.That(trainer.TrainingScore.SquaredError,
                Is.EqualTo(expected.Epochs[^1].TrainingLoss * Digits.Training.Count).Within(1e-9));
            Assert.That(course.Measured.SelectMany(m => m.Values), Is.EqualTo(expected.Measured.SelectMany(m => m.Values)));
        }
    }

    // Over seeds 101 to 120 the lowest test error in 20 epochs is 3.458 % (s.d. 0.537) with backprop and 4.694 % (s.d. 0.476) with
    // BurstCCN, so that of another seed is below 6.1 and 7.0 %. Untrained it is 90 %.
    [TestCase("backprop", 3.458, 0.537)]
    [TestCase("burstccn", 4.694, 0.476)]
    public void A_hidden_layer_of_rectifiers_learns_the_digits(string rule, double mean, double deviation)
    {
        ClassificationDescription settings = new()
        {
            Name = "rectifiers",
            Data = new DigitsDataDescription(),
            Hidden = [new DenseLayerDescription { Units = 50, Activation = new RectifierActivation() }],
            WeightGain = 1.4,
            Batch = 16,
            Epochs = 20,
            MeasureEvery = 0,
            Rule = rule == "backprop"
                ? new BackpropDescription { Learning = new() { Rate = 0.3 } }
                : new BurstCcnDescription { Learning = new() { Rate = 0.6 }, Y = new RandomFeedbackDescription { Deviation = 0.3 } },
        };
        TrainingCourse course = TrainingCourse.Run(settings, Digits, 1, 1, null, (_, _) => { }, CancellationToken.None);
        Assert.That(course.BestTestError, Is.LessThan(new SeedSpread(20, mean, deviation).Highest(1)));
    }

    [Test]
    public void A_run_that_is_cancelled_keeps_its_state_and_goes_on_from_there()
    {
        using TemporaryFolder folder = new();
        ClassificationDescription settings = Settings(Rules[0]) with { Epochs = 2 };
        TrainingCourse expected = TrainingCourse.Run(settings, Digits, 3, 1, null, (_, _) => { }, CancellationToken.None);
        StateFile state = new(folder.File("a.state"), "experiment", _ => { });
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        for (int i = 0; i < 3; i++)
        {
            // Each call learns one batch before it sees that it is to stop.
            Assert.That(TrainingCourse.Run(settings, Digits, 3, 1, state, (_, _) => { }, stopped.Token).Batches, Is.EqualTo(i + 1));
        }

        TrainingCourse course = TrainingCourse.Run(settings, Digits, 3, 1, state, (_, _) => { }, CancellationToken.None);
        Assert.That(course.Hash, Is.EqualTo(expected.Hash));
        Assert.That(course.Epochs, Is.EqualTo(expected.Epochs));
        Assert.That(course.Measured.Select(m => m.Batches), Is.EqualTo(expected.Measured.Select(m => m.Batches)));
    }

    [Test]
    public void A_state_that_is_damaged_or_of_another_experiment_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.state");
        using Trainer trainer = new(Settings(Rules[4]), Digits, 1);
        TrainingCourse course = new() { MeasuredNames = trainer.MeasuredNames };
        new StateFile(path, "one", _ => { }).Keep(new TrainingState(trainer, course));
        AssertRefused("does not fit: it is that of another experiment", "two");
        byte[] sound = File.ReadAllBytes(path), damaged = [.. sound];

        // The last of the weights, which are followed by the end and the checksum.
        BitConverter.TryWriteBytes(damaged.AsSpan(sound.Length - SnapshotFormat.ChecksumBytes - 1 - sizeof(float)), float.NaN);
        foreach (byte[] file in new[] { sound[..^100], damaged, [] })
        {
            File.WriteAllBytes(path, file);
            AssertRefused(file.Length == 0 ? "is no snapshot" : "is damaged");
        }

        // As versions of the program before have written it.
        File.WriteAllText(path, "\u0018Spiking training state 1");
        AssertRefused("is no snapshot of a simulation or training");
        int batches = sound.AsSpan().IndexOf("batches"u8) + "batches".Length + 1 + sizeof(int) + sizeof(long);
        foreach (long wrong in new[] { -1, trainer.AllBatches + 1, long.MaxValue })
        {
            byte[] forged = [.. sound];
            BitConverter.TryWriteBytes(forged.AsSpan(batches), wrong);
            SHA256.HashData(forged.AsSpan()[..^SnapshotFormat.ChecksumBytes], forged.AsSpan()[^SnapshotFormat.ChecksumBytes..]);
            File.WriteAllBytes(path, forged);
            AssertRefused($"does not fit: {wrong} batches are learned, but the training has 0 to {trainer.AllBatches}");
        }

        void AssertRefused(string sentence, string experiment = "one") =>
            Assert.That(() => new StateFile(path, experiment, _ => { }).TryRestore(new TrainingState(trainer, course)),
                Throws.TypeOf<SnapshotException>().With.Message.Contains(sentence));
    }

    // Chance is 90 %. Three seeds each had at most 8.1, 9.7 and 5.0 % after so many epochs: the bounds are twice that.
    [TestCase(0, 1, 16)]
    [TestCase(2, 4, 20)]
    [TestCase(4, 1, 10)]
    public void A_few_epochs_learn_the_digits(int rule, double rate, double bound)
    {
        RuleDescription description = Rules[rule] with { Learning = new() { Rate = rate } };
        if (description is BurstpropDescription burstprop) description = burstprop with { KolenPollack = false };
        using Trainer trainer =
            new(Settings(description) with { Hidden = [new DenseLayerDescription { Units = 100 }], Batch = 10 }, Digits, 1);
        for (int epoch = 0; epoch < 10;)
        {
            if (trainer.Step()) epoch++;
        }

        Assert.That(trainer.Test().Error, Is.LessThan(bound));
    }

    [Test]
    public void Without_teacher_forward_weights_stay_and_dendrites_become_silent()
    {
        BurstCcnDescription rule = new()
        {
            Learning = new() { Rate = 0 },
            Y = new RandomFeedbackDescription { Deviation = 0.5 },
            Q = new RandomFeedbackDescription { Deviation = 0.25 },
            LearningOfQ = new ApicalEventLearningDescription { Learning = new() { Rate = 5e-3 } },
        };
        using Trainer trainer = new(Settings(rule, noise: 0.2) with { Teacher = false }, Digits, 1);
        float[] weights = trainer.Network.Layers[0].Weights.Span.ToArray();
        int size = trainer.MeasuredNames.IndexOf("apical_mean_size_2"), angle = trainer.MeasuredNames.IndexOf("Q_to_Y_2");
        double[] before = trainer.Measure();
        for (int epoch = 0; epoch < 4;)
        {
            if (trainer.Step()) epoch++;
        }

        double[] after = trainer.Measure();
        Assert.That(trainer.Network.Layers[0].Weights.Span.SequenceEqual(weights));
        Assert.That(after[size], Is.LessThan(before[size] / 3));
        Assert.That(after[angle], Is.LessThan(before[angle] - 3));
    }

    [Test]
    public void The_numbers_of_a_step_are_printed_as_JSON()
    {
        using StringWriter output = new();
        StepTrace.Write(Settings(Rules[0]) with { Hidden = [new DenseLayerDescription { Units = 3 }], Batch = 2 }, Digits, output);
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(output.ToString());
        System.Text.Json.JsonElement root = json.RootElement;
        Assert.That(root.GetProperty("forward").GetProperty("e1")[0].GetArrayLength(), Is.EqualTo(3));
        Assert.That(root.GetProperty("rule").GetProperty("u1").GetArrayLength(), Is.EqualTo(2));
        Assert.That(root.GetProperty("weights before").GetProperty("Y2")[0].GetArrayLength(), Is.EqualTo(3));
        double before = root.GetProperty("weights before").GetProperty("W1")[0][20].GetDouble(),
            after = root.GetProperty("weights after").GetProperty("W1")[0][20].GetDouble();
        double gradient = root.GetProperty("gradients").GetProperty("W1")[0][20].GetDouble();
        Assert.That(after, Is.EqualTo(before - 0.3 * gradient - 1e-5 * before).Within(1e-7));
    }

    private static ulong HashAfter(ClassificationDescription settings, int batches, int threads, int bits, long seed = 1)
    {
        using Trainer trainer = new(settings, Digits, seed, threads, bits);
        for (int i = 0; i < batches; i++) trainer.Step();
        return trainer.Hash();
    }
}
