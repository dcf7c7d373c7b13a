using Spiking.Neurons;

namespace Spiking.Tests.Neurons;

/// <summary>The two criteria by which bursts are told from events, with a burst interval of 16 ms and steps of 0.1 ms.</summary>
public class BurstDetectorTests
{
    [TestCase(BurstDetection.Interval)]
    [TestCase(BurstDetection.Trace)]
    public void After_a_single_spike_both_criteria_are_the_interval(BurstDetection detection)
    {
        Assert.That(Classify(detection, 1000, 1160), Is.EqualTo(new[] { SpikeKind.Event, SpikeKind.Burst }), "16 ms is within a burst");
        Assert.That(Classify(detection, 1000, 1161), Is.EqualTo(new[] { SpikeKind.Event, SpikeKind.Event }));
    }

    // After two spikes that are d apart the trace falls below exp(-1) at 16 ms (1 + ln(1 + exp(-d/16 ms))).
    [TestCase(20)]
    [TestCase(50)]
    [TestCase(100)]
    [TestCase(160)]
    public void After_a_burst_the_trace_waits_longer(int interval)
    {
        int second = 500 + interval;
        int window = (int)Math.Floor(160 * (1 + Math.Log(1 + Math.Exp(-interval / 160.0))));
        Assert.That(Classify(BurstDetection.Trace, 500, second, second + window)[2], Is.EqualTo(SpikeKind.Later));
        Assert.That(Classify(BurstDetection.Trace, 500, second, second + window + 1)[2], Is.EqualTo(SpikeKind.Event));
        Assert.That(Classify(BurstDetection.Interval, 500, second, second + 160)[2], Is.EqualTo(SpikeKind.Later));
        Assert.That(Classify(BurstDetection.Interval, 500, second, second + 161)[2], Is.EqualTo(SpikeKind.Event));
    }

    [TestCase(BurstDetection.Interval)]
    [TestCase(BurstDetection.Trace)]
    public void Only_the_second_spike_of_a_burst_counts_as_a_burst(BurstDetection detection) =>
        Assert.That(
            Classify(detection, 0, 50, 100, 150, 2000, 2100),
            Is.EqualTo(new[] { SpikeKind.Event, SpikeKind.Burst, SpikeKind.Later, SpikeKind.Later, SpikeKind.Event, SpikeKind.Burst }));

    private static SpikeKind[] Classify(BurstDetection detection, params int[] steps)
    {
        BurstDetector detector = new(detection, 16e-3, 1e-4, 2);
        return [.. steps.Select(step => detector.Classify(1, step))];
    }
}
