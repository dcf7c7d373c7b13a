using System.Globalization;
using System.Text.RegularExpressions;
using Spiking.Commands;
using Spiking.Engine;
using Spiking.RateModels.Experiments;

namespace Spiking.Tests.Commands;

/// <summary>Display of the progress of runs, which cannot harm them.</summary>
public class ProgressDisplayTests
{
    private static readonly SimulationProgress Progress = new(1234.5, 16070, "epoch 112 of 500", "cost 2.71, output 3.7 4.7 4.6 5.0 Hz");

    [TestCase(40)]
    [TestCase(79)]
    [TestCase(80)]
    [TestCase(99)]
    [TestCase(100)]
    [TestCase(160)]
    public void A_line_is_never_wider_than_asked(int width)
    {
        foreach (string label in new[] { "seed 1", new string('x', 300) })
        {
            ProgressLine line = new(label, 16070);
            line.Begin();
            Assert.That(line.Text(width, hasBar: true), Has.Length.AtMost(width));
            line.Report(Progress);
            Assert.That(line.Text(width, hasBar: true), Has.Length.AtMost(width).And.Not.Contains("\n"));
        }
    }

    [TestCase(79)]
    [TestCase(99)]
    public void What_matters_is_within_80_columns(int width)
    {
        ProgressLine line = new("seed 1", 16070);
        line.Begin();
        line.Report(Progress with { Time = 1200 });
        line.Report(Progress);
        Assert.That(line.Text(width, hasBar: true),
            Does.Contain("8 %").And.Contain("1234 of 16070 s").And.Contain("x real time").And.Contain(" left"));
    }

    [TestCase(1.5, 0.9, "0.9 of 1.5 s")]
    [TestCase(9.94, 9, "9.0 of 9.9 s")]
    [TestCase(10, 9, "9 of 10 s")]
    public void Short_runs_say_tenths_of_seconds(double duration, double time, string shown)
    {
        ProgressLine line = new("seed 1", duration);
        line.Begin();
        line.Report(new SimulationProgress(time, duration, "", ""));
        Assert.That(line.Text(160, hasBar: false), Does.EndWith("%  " + shown));
    }

    // A run that continues begins with the simulated time of before, which nobody has waited for now.
    [Test]
    public void Speed_is_that_since_the_first_report()
    {
        ProgressLine line = new("seed 1", 16070);
        line.Begin();
        line.Report(Progress);
        Assert.That(line.Text(160, hasBar: false), Does.Contain("1234 of 16070 s").And.Not.Contain("x real time"));
        Thread.Sleep(20);
        line.Report(Progress with { Time = 1234.6 });
        string speed = Regex.Match(line.Text(160, hasBar: false), @"([0-9.]+) x real time").Groups[1].Value;
        Assert.That(double.Parse(speed, CultureInfo.InvariantCulture), Is.Positive.And.AtMost(0.1 / 0.02 + 0.1));
    }

    [Test]
    public void Without_a_terminal_plain_lines_are_written_now_and_then()
    {
        using StringWriter written = new();
        TextWriter writer = TextWriter.Synchronized(written);
        using (ProgressDisplay display =
            new([("seed 1", 16070), ("seed 2", 16070)], LineDisplay.Plain(writer, TimeSpan.FromMilliseconds(1))))
        {
            display.Track(0).Report(Progress);
            Assert.That(() => Text(writer, written),
                Does.Contain("seed 1").And.Contain("epoch 112 of 500").And.Contain("0 of 2 done, 1 waiting").After(20_000, 5));
        }

        Assert.That(written.ToString(), Does.Not.Contain("█"));
    }

    [Test]
    public void Trainings_say_in_a_log_how_far_they_are_what_is_left_and_how_many_have_ended()
    {
        using StringWriter written = new();
        TextWriter writer = TextWriter.Synchronized(written);
        using (ExperimentDisplay display = new(LineDisplay.Plain(writer, TimeSpan.FromMilliseconds(1))))
        {
            display.Report(new ExperimentProgress("ann seed 1", 1, ""));
            display.Report(new ExperimentProgress("edn seed 1", 0.25, "epoch 2 of 8"));
            Thread.Sleep(20);
            display.Report(new ExperimentProgress("edn seed 1", 0.5, "epoch 4 of 8, 900 examples per second, loss 0.1"));
            Assert.That(() => Text(writer, written),
                Does.Match(@"edn seed 1 +50 % +0:00:00 left +epoch 4 of 8, 900 examples per second, loss 0\.1\n1 done\n").After(20_000, 5));
        }

        Assert.That(written.ToString(), Does.Not.Contain("ann seed 1").And.Not.Contain("█"));
    }

    [Test]
    public void A_display_that_fails_leaves_the_run_alone()
    {
        using ProgressDisplay display = new([("seed 1", 1)], _ => throw new InvalidOperationException("Sequence contains no elements"));
        display.Track(0).Report(Progress);
        display.End(0);
    }

    private static string Text(TextWriter synchronized, StringWriter written)
    {
        // A synchronized writer locks itself.
        lock (synchronized) return written.ToString();
    }
}
