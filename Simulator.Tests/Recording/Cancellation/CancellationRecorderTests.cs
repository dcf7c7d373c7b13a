using Spiking.Engine;
using Spiking.Plasticity;
using Spiking.Recording.Cancellation;
using Spiking.Tests.Engine;

namespace Spiking.Tests.Recording.Cancellation;

/// <summary>The recorder of cancellations against what the test counts itself.</summary>
public class CancellationRecorderTests
{
    [Test]
    public void Where_no_bin_ends_while_it_learns_nothing_is_told_of_it()
    {
        using TemporaryFolder folder = new();
        Network network = NetworkBuilder.Build(SmallNetworks.DescribeCcn(
            50,
            "projections[4].cancellation={ \"burstProbability\": 0.1, \"learning\": { \"rate\": 0.05, \"until\": \"50 ms\" } }",
            "projections[5].cancellation={ \"burstProbability\": 0.3 }",
            "recorders=[{ \"type\": \"cancellation\", \"bin\": \"100 ms\" }]"));
        using CancellationRecorder recorder = (CancellationRecorder)new RecordingContext(network, folder.Path).CreateAll().Single();
        for (int step = 0; step < 3000; step++)
        {
            network.Step();
            recorder.AfterSteps(network);
        }

        recorder.Finish(network);
        Assert.That(recorder.Points[0], Is.Not.Empty);
        LearningOfCancellation learned = LearningOfCancellation.Of([recorder], 0);
        Assert.That(new[] { learned.Cancelled.Mean, learned.TargetBefore.Mean, learned.RelaxationTime.Mean }, Is.All.NaN);
    }

    // Q relaxes as 0.4 (1 - exp(-t/T)), T = 2 s, from t = 1 s on. The mean over a bin of width h is the value at its middle but for a
    // factor 1 + (h/T)^2/24 of the difference from the end, and a straight line between two middles is off by at most h^2/8 of the second
    // derivative: together the time is right to h^2/6T. Bins without transmitted events have no mean.
    [TestCase(0.1), TestCase(0.5), TestCase(1)]
    public void The_time_of_relaxation_is_that_of_the_course_and_not_of_its_bins(double bin)
    {
        const double Relaxation = 2, End = 0.4, From = 1;
        double Integral(double t) => End * (t + Relaxation * Math.Exp(-t / Relaxation));
        CancellationPoint[] course = [.. Enumerable.Range(0, (int)(10 / bin)).Select(i => new CancellationPoint(
            From + (i + 1) * bin, i == 0 ? double.NaN : (Integral((i + 1) * bin) - Integral(i * bin)) / bin, 0, 0, 0, 0))];
        Assert.That(LearningOfCancellation.TimeToRelax(course, 0, End, From, bin),
            Is.EqualTo(Relaxation).Within(bin * bin / (6 * Relaxation)));
        Assert.That(LearningOfCancellation.TimeToRelax(course, 0, double.NaN, From, bin), Is.NaN);
    }

    [Test]
    public void A_bin_holds_what_happened_in_it()
    {
        using TemporaryFolder folder = new();
        NetworkDescription description = SmallNetworks.DescribeCcn(
            50,
            "projections[4].cancellation={ \"burstProbability\": 0.1, \"learning\": { \"rate\": 0.05 } }",
            "projections[5].cancellation={ \"burstProbability\": 0.3 }",
            "recorders=[{ \"type\": \"cancellation\", \"bin\": \"500 ms\" }]");
        Network network = NetworkBuilder.Build(description);
        using CancellationRecorder recorder = (CancellationRecorder)new RecordingContext(network, folder.Path).CreateAll().Single();
        VariableCancellation learned = network.Projections.OfType<VariableCancellation>().Single();
        var source = network.Population("output");
        int[] synapses = [.. Enumerable.Range(0, 50).Select(j => learned.Connectivity.Row(j + 1) - learned.Connectivity.Row(j))];
        List<double> transmitted = [];
        long events = 0, bursts = 0;
        int[] lastEvent = new int[source.Size];
        for (int step = 0; step < 10_000; step++)
        {
            if (step == 5000) (transmitted, events) = ([], 0);

            // An event transmits the Q that its synapses have before it, which learn after it.
            float[] before = learned.Weights.Span.ToArray();
            network.Step();
            foreach (int j in source.Events.Present)
                for (int k = learned.Connectivity.Row(j); k < learned.Connectivity.Row(j + 1); k++) transmitted.Add(before[k]);
            foreach (int j in source.Events.Present) lastEvent[j] = step;
            events += source.Events.Present.Length;
            bursts += source.Bursts.Present.ToArray().Count(j => lastEvent[j] >= 5000);
            recorder.AfterSteps(network);
        }

        // The bursts of the bin's last events come within 16 ms.
        double synapsesAtTheEnd = learned.Weights.Span.ToArray().Average(q => (double)q);
        for (int step = 0; step < 160; step++)
        {
            network.Step();
            recorder.AfterSteps(network);
            foreach (int j in source.Events.Present) lastEvent[j] = 10_000 + step;
            bursts += source.Bursts.Present.ToArray().Count(j => lastEvent[j] < 10_000);
        }

        CancellationPoint point = recorder.Points[0][1];
        Assert.That(recorder.Points[0], Has.Count.EqualTo(2));
        Assert.That(synapses.Sum(), Is.EqualTo(learned.Weights.Length));
        Assert.That(point.Time, Is.EqualTo(1).Within(1e-12));
        Assert.That(point.Cancelled, Is.EqualTo(-transmitted.Average() / learned.Settings.Weight).Within(1e-9));
        Assert.That(point.Synapses, Is.EqualTo(-synapsesAtTheEnd / learned.Settings.Weight).Within(1e-9));
        Assert.That(point.Deviation, Is.GreaterThan(0));
        Assert.That(point.Source, Is.EqualTo((double)bursts / events).Within(1e-12));
        recorder.Dispose();
        Assert.That(File.ReadLines(folder.File("cancellation.csv")).First(), Does.StartWith("bin_end_s,projection,"));
        CancellationPoint fixedPoint = recorder.Points[1][1];
        Assert.That((fixedPoint.Cancelled, fixedPoint.Synapses, fixedPoint.Deviation), Is.EqualTo((0.3, 0.3, 0.0)));
    }
}
