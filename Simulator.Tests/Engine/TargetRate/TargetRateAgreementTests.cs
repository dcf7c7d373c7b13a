using System.Text.Json;
using Spiking.Tests.Reference;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Engine.TargetRate;

/// <summary>
/// The one published run against seeds of ours: event rates, burst rates and burst probabilities of both layers and the mean weight,
/// averaged over ten stretches of 10 s, four with and six without teacher; 70 points, pooled (see <see cref="SingleRunAgreement"/>).
/// </summary>
/// <remarks>
/// Stretches instead of samples, because rates are averaged with 1 s: samples 0.5 s apart hold nearly the same numbers. The published run
/// and ours are sampled at the same times. The published program tells events from bursts by times that it adds up in floating point, so
/// that intervals of exactly 16 steps fall either way; here they are counted in steps. For that the allowances of the reference's
/// conventions apply: 3 % in event rates and
/// 0.02 in burst probabilities, hence by B = P E 3 % and 0.02 E in burst rates; none in the weight.
/// </remarks>
public sealed class TargetRateAgreementTests
{
    private const int Runs = 10;
    private const int RunsOfAnotherModel = 5;
    private const double StretchLength = 10, Duration = 100;

    private static readonly JsonElement s_reference = ReferenceData.Load("burstccn-target-rate");

    private static readonly (string Key, Func<TargetRateSample, double> Value, Func<double, double, double> Allowance)[] s_quantities =
    [
        ("input_event_rates", s => s.Input.Events, (rate, _) => 0.03 * rate),
        ("output_event_rates", s => s.Output.Events, (rate, _) => 0.03 * rate),
        ("input_burst_rates", s => s.Input.Bursts, (rate, events) => 0.03 * rate + 0.02 * events),
        ("output_burst_rates", s => s.Output.Bursts, (rate, events) => 0.03 * rate + 0.02 * events),
        ("input_burst_probs_indirect", s => s.InputProbability, (_, _) => 0.02),
        ("output_burst_probs_indirect", s => s.OutputProbability, (_, _) => 0.02),
        ("input_soma_input_weights", s => s.Weight, (_, _) => 0),
    ];

    [Test]
    public void All_quantities_agree_with_the_published_run() => Compare(Runs).Check();

    // What the text of the papers says of the adaptation, which the published program does not do. The comparison must be able to see it.
    [Test]
    public void The_comparison_tells_an_adaptation_of_200_pA_from_one_of_a_thousandth() =>
        Assert.That(Compare(RunsOfAnotherModel, "neuronModels.pyramidal.somaAdaptationCurrent=-200 pA").Probability, Is.LessThan(1e-6));

    private static SingleRunAgreement Compare(int runs, params string[] overrides)
    {
        IReadOnlyList<TargetRateSample>[] ours = TargetRateRun.Of(runs, 0.5, overrides);
        double[] times = s_reference.Numbers("time_s");
        Assert.That(ours[0].Select(s => s.Time), Is.EqualTo(times).Within(1e-9));
        SingleRunAgreement agreement = new(runs);
        for (double from = 0; from < Duration; from += StretchLength)
        {
            int[] inside =
                [.. Enumerable.Range(0, times.Length).Where(i => times[i] >= from - 1e-9 && times[i] < from + StretchLength - 1e-9)];
            foreach ((string key, Func<TargetRateSample, double> value, Func<double, double, double> allowed) in s_quantities)
            {
                // At the very first sample there has been no event, and there is no burst probability.
                int[] known = [.. inside.Where(i => ours.All(run => !double.IsNaN(value(run[i]))))];
                Assert.That(inside.Except(known), Is.SubsetOf(new[] { 0 }), key);
                double reference = Mean(key, known);
                double bias = allowed(reference, Mean(EventRatesOf(key), known));
                agreement.Add($"{key} from {from} s", reference, ours.Select(run => known.Average(i => value(run[i]))), bias);
            }
        }

        return agreement;
    }

    private static string EventRatesOf(string key) =>
        key.StartsWith("input", StringComparison.Ordinal) ? "input_event_rates" : "output_event_rates";

    private static double Mean(string key, int[] samples)
    {
        double[] values = s_reference.Numbers(key);
        return samples.Average(i => values[i]);
    }
}
