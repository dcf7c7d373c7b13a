using System.Text.Json;
using Spiking.RateModels.Continuous;
using Spiking.RateModels.Data;

namespace Spiking.Tests.RateModels.Continuous;

/// <summary>The steps that are printed have the time indices that their names say, and explain the changes of weights.</summary>
public class ContinuousStepTraceTests
{
    // Printed with all digits: the products are computed in another order here.
    private const double Rounding = 1e-15;

    [TestCase("burstccn", "p_b", "e1[n]")]
    [TestCase("burstprop", "mean p2[n-1]", "e1[n]")]
    [TestCase("journal-burstccn", "p_b", "trace of e1[n-1]")]
    public void A_change_of_weights_is_the_product_of_the_printed_factors(string type, string baseline, string presynaptic)
    {
        ContinuousModelDescription model = type switch
        {
            "burstccn" => new BurstCcnModelDescription { Hidden = [3] },
            "burstprop" => new BurstpropModelDescription { Hidden = [3] },
            _ => new JournalBurstCcnModelDescription { Hidden = [3] },
        };
        using StringWriter text = new();
        ContinuousStepTrace.Write(new RegressionDescription { Name = "x", Model = model }, text);
        using JsonDocument json = JsonDocument.Parse(text.ToString());
        JsonElement root = json.RootElement, third = root.GetProperty("step 3, teacher and plasticity"),
            fourth = root.GetProperty("step 4, teacher and plasticity");

        foreach (string quantity in (string[])["e1", "p1", "b1", "e2", "p2", "b2"])
            Assert.That(Row(fourth, quantity + "[n-1]"), Is.EqualTo(Row(third, quantity + "[n]")), quantity);

        // The output has felt the teacher once when step 4 begins.
        double rate = Row(fourth, "e2[n-1]")[0], surplus = Row(fourth, "p2[n-1]")[0] - (baseline == "p_b" ? 0.5 : Row(fourth, baseline)[0]);
        double factor = Row(fourth, $"factor of W2: (p2[n-1] - {baseline}) e2[n-1]")[0];
        Assert.That(factor, Is.EqualTo(surplus * rate).Within(Rounding).And.Not.Zero);

        double step = model.Constants.LearningRate * model.Constants.TimeStep / model.Constants.WeightTime;
        double[] seen = Row(fourth, presynaptic), before = Row(root.GetProperty("weights after step 3"), "W2"),
            after = Row(root.GetProperty("weights after step 4"), "W2");
        Assert.That(Row(fourth, "factor of W2: " + presynaptic), Is.EqualTo(seen));
        Assert.That(after, Is.EqualTo(before.Select((w, i) => w + (step * factor * seen[i]))).Within(Rounding));
    }

    [Test]
    public void The_coarse_grained_model_sees_an_image_and_then_its_teacher()
    {
        LabelledImages images = new(new ImageShape(1, 2, 2), 3, [0, 0.5f, 1, 0.25f], [1], [0]);
        CoarseGrainedDescription experiment = new() { Name = "x", Data = new DigitsDataDescription(), Hidden = 4 };
        using StringWriter text = new();
        ContinuousStepTrace.Write(experiment, images, text);
        using JsonDocument json = JsonDocument.Parse(text.ToString());
        JsonElement root = json.RootElement, last = root.GetProperty("step 5, teacher and plasticity");

        Assert.That(Row(last, "e0[n]"), Is.EqualTo(new[] { 0, 0.5, 1, 0.25 }));
        Assert.That(Row(root.GetProperty("step 2, no teacher"), "p2[n]"), Is.All.EqualTo(0.5));
        double[] surplus = Row(last, "(p2 - mean p2)[n-1]"), rates = Row(last, "e2[n-1]");
        Assert.That(Row(last, "factor of W2: (p2 - mean p2)[n-1] e2[n-1]"), Is.EqualTo(surplus.Zip(rates, (s, e) => s * e)));
        Assert.That(Row(root.GetProperty("weights after step 5"), "W1"), Is.Not.EqualTo(Row(root.GetProperty("weights before"), "W1")));

        // Nothing has fired before the first step, so that there is no mean burst probability.
        Assert.That(root.GetProperty("step 0, no teacher").GetProperty("mean p1[n]")[0][0].ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    private static double[] Row(JsonElement section, string name) =>
        [.. section.GetProperty(name)[0].EnumerateArray().Select(number => number.GetDouble())];
}
