using Spiking.Engine.Checking;
using Spiking.Files;

namespace Spiking.RateModels.Data;

/// <summary>Checks what the description of a data set means, as far as that can be told without its files.</summary>
internal static class DataChecks
{
    public static void Check(Findings findings, DataDescription data)
    {
        findings.Require(
            (data.Standardization.Channels() ?? data.Channels) == data.Channels, data, [nameof(data.Standardization)], () =>
                $"{findings.Found(data, nameof(data.Standardization))}, which has a mean for each of "
                + $"{Colours(data.Standardization.Channels()!.Value)}, but these images have {Colours(data.Channels)}; it must be "
                + $"{(data.Channels == 1 ? "\"none\" or \"mnist\"" : "\"none\", \"imagenet\" or \"cifar10\"")}.");
        if (data is IdxDataDescription own)
        {
            findings.Require(RunChecks.IsFileName(own.Folder), own, [nameof(own.Folder)], () =>
                $"{findings.Found(own, nameof(own.Folder))}; it is the name of a folder within the folder given by "
                + "--data, without separators.");
        }

        if (data.Available is not { } available) return;
        int test = data is DigitsDataDescription ? data.TestExamples ?? DigitsDataDescription.DefaultTestExamples : 0;
        long used = (long)test + data.ValidationExamples + (data.TrainingExamples ?? 1);
        string[] counts = [nameof(data.TrainingExamples), nameof(data.ValidationExamples), nameof(data.TestExamples)];
        string place = counts.FirstOrDefault(count => findings.IsGiven(data, count)) ?? counts[0];
        findings.Require(used <= available, data, [place, .. counts], () =>
            $"{findings.Found(data, place)}; together the examples for {(test > 0 ? "tests, validation" : "validation")} and training "
            + $"would be at least {used:N0}, but there are {available:N0} images.");
        if (data.AvailableForTests is { } tests)
        {
            findings.Require((data.TestExamples ?? 1) <= tests, data, [nameof(data.TestExamples)], () =>
                $"{findings.Found(data, nameof(data.TestExamples))}, but the test set has {tests:N0} images.");
        }
    }

    private static string Colours(int channels) => channels == 1 ? "one channel" : $"{channels} colours";
}
