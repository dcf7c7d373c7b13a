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
        ImageDivision division = data.Divide(available, data.AvailableForTests);
        string[] counts = [nameof(data.TrainingExamples), nameof(data.ValidationExamples), nameof(data.TestExamples)];
        string place = counts.FirstOrDefault(count => findings.IsGiven(data, count)) ?? counts[0];
        string heldOut = data.AvailableForTests is null ? "tests, validation" : "validation";
        findings.Require(division.Used <= available, data, [place, .. counts], () =>
            $"{findings.Found(data, place)}; together the examples for {heldOut} and training would be at least {division.Used:N0}, but "
            + $"there are {available:N0} images.");
        if (data.AvailableForTests is { } tests)
        {
            findings.Require(division.Tested <= tests, data, [nameof(data.TestExamples)], () =>
                $"{findings.Found(data, nameof(data.TestExamples))}, but the test set has {tests:N0} images.");
        }
    }

    private static string Colours(int channels) => channels == 1 ? "one channel" : $"{channels} colours";
}
